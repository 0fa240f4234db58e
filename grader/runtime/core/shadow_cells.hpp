// Where the race detector keeps what it knows of each granule (8 bytes) of
// memory. A cell lies at a place computed from the granule's address; those of
// other memory than the program's own are found by hashing. The number of the
// schedule in a cell tells whether it is in use, so nothing is ever cleared.
#pragma once

#include "runtime/core/failure.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/thread_storage.hpp"

namespace course::runtime {

// The last accesses of one kind by one task to some bytes of a granule.
struct Record {
  std::uint32_t clock;  // of the task, when it made the access
  std::uint8_t task;    // index
  std::uint8_t mask;    // bytes of the granule
  AccessKind kind;
  std::uint8_t process;  // index
  std::uint32_t context;
  std::uint32_t site;  // the executable lies below 4 GiB
};
static_assert(sizeof(Record) == 16 && offsetof(Record, kind) == 6);

constexpr bool is_atomic(AccessKind k) { return k >= AccessKind::atomic_read; }

// Everything that conflicts with `b` conflicts with `a`, too.
constexpr bool covers(AccessKind a, AccessKind b) {
  switch (a) {
    case AccessKind::write:
      return true;
    case AccessKind::read:
      return b == AccessKind::read || b == AccessKind::atomic_read;
    case AccessKind::atomic_write:
      return is_atomic(b);
    case AccessKind::atomic_read:
      return b == AccessKind::atomic_read;
  }
  return false;
}

// A loop that only reads and writes plain memory has no points: after so many
// accesses the others are let in.
inline constexpr std::uint64_t accesses_before_giving_way = 20'000;

inline constexpr std::uint32_t cell_records = 3;
inline constexpr std::uint32_t overflow_records = 8;
inline constexpr std::uint32_t max_overflow = 1u << 16;

struct Cell {
  std::uint32_t generation;
  std::uint16_t count;  // records in use, overflow included
  std::uint16_t unused;
  std::uint32_t overflow;  // index + 1 of a block, 0: none
  std::uint32_t unused_too;
  Record records[cell_records];
};
static_assert(sizeof(Cell) == 64);

struct Overflow {
  std::uint32_t next;
  Record records[overflow_records];
};

// Granules outside arena, stacks and the executable's data: memory of
// libraries, mappings.
inline constexpr std::uint32_t other_slots = 1u << 15;
struct OtherSlot {
  Address granule;
  Cell cell;
};

static_assert(sizeof(Cell) == 8 * shadow_scale);
static_assert(other_slots * sizeof(OtherSlot) <= other_cells_size);
static_assert(max_overflow * sizeof(Overflow) <= overflow_size);

// Of the granules of arena and stacks, and of those of the executable's data.
inline Cell* tracked_cells() { return reinterpret_cast<Cell*>(cells_address); }
inline Cell* data_cells() {
  return reinterpret_cast<Cell*>(data_cells_address);
}

inline Cell* cell_of(Address a) {
  const Address granule = a & ~Address{7};
  if (granule - arena_address < tracked_size)
    return tracked_cells() + (granule - arena_address) / 8;
  if (in_data(granule)) return data_cells() + (granule - shadow.data_begin) / 8;
  if (granule < shadow.text_end) return nullptr;  // code and constants
  if (in_switched_storage(a)) return nullptr;
  auto* slots = reinterpret_cast<OtherSlot*>(other_cells_address);
  std::uint32_t i =
      static_cast<std::uint32_t>(mix(granule, 1)) & (other_slots - 1);
  while (slots[i].cell.generation == rt().generation &&
         slots[i].granule != granule)
    i = (i + 1) & (other_slots - 1);
  if (slots[i].cell.generation != rt().generation) {
    if (++shadow.other_used > other_slots / 2) return nullptr;
    slots[i].granule = granule;
  }
  return &slots[i].cell;
}

inline Overflow& overflow_block(std::uint32_t number) {
  return reinterpret_cast<Overflow*>(overflow_address)[number - 1];
}

inline Record& record_at(Cell& cell, unsigned i) {
  if (i < cell_records) return cell.records[i];
  i -= cell_records;
  std::uint32_t number = cell.overflow;
  for (; i >= overflow_records; i -= overflow_records)
    number = overflow_block(number).next;
  return overflow_block(number).records[i];
}

inline void append(Cell& cell, const Record& record) {
  const unsigned i = cell.count;
  if (i >= cell_records && (i - cell_records) % overflow_records == 0) {
    // A new block is needed, unless one is there from before the cell shrank.
    std::uint32_t* link = &cell.overflow;
    for (unsigned blocks = (i - cell_records) / overflow_records; blocks > 0;
         --blocks)
      link = &overflow_block(*link).next;
    if (*link == 0) {
      if (shadow.overflow_used >= max_overflow)
        fail(Verdict::too_slow, "it shares too much memory to watch", 0);
      *link = ++shadow.overflow_used;
      overflow_block(*link).next = 0;
    }
  }
  ++cell.count;
  record_at(cell, i) = record;
}

// An access of the current task, now.
inline Record record_of(AccessKind kind, std::uint8_t mask, Address site) {
  const Task& me = *current;
  return {me.clock.at[me.index],
          static_cast<std::uint8_t>(me.index),
          mask,
          kind,
          static_cast<std::uint8_t>(me.process),
          me.context,
          static_cast<std::uint32_t>(site)};
}

// Fails with `data-race` if the access (`size` bytes from `a`) races with one
// in the cell, which is in use; else puts it there.
void note_among_others(Cell&, Record, Address a, unsigned size);

// All but where: who made it, when, of which bytes and how.
inline std::uint64_t all_but_place(const Record& r) {
  std::uint64_t word;
  __builtin_memcpy(&word, &r, sizeof word);
  return word;
}

// The same for any cell, in line if the granule is new, or if the current task
// was there in the same way since it last released anything.
[[gnu::always_inline]] inline void note_access(Cell& cell, const Record& mine,
                                               Address a, unsigned size) {
  if (cell.generation != rt().generation) {
    cell.generation = rt().generation;
    cell.overflow = 0;
    cell.count = 1;
    cell.records[0] = mine;
    return;
  }
  // Whoever has written may read.
  const std::uint64_t either =
      mine.kind == AccessKind::read ? std::uint64_t{1} << 48 : 0;
  for (unsigned i = 0; i < cell.count && i < cell_records; ++i)
    if (((all_but_place(cell.records[i]) ^ all_but_place(mine)) & ~either) == 0)
      return;  // nothing new
  note_among_others(cell, mine, a, size);
}

}  // namespace course::runtime
