// The transitions that a search knows: a state and who goes on from there, as
// 64-bit hashes. A hash table that grows between schedules. In shared memory,
// for a schedule that runs in a child adds to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace course::runtime {

// A choice of one of the schedules that a search runs.
struct Place {
  std::uint32_t schedule;  // by order, from 0
  std::uint32_t choice;    // from 1
};

class KnownTransitions {
 public:
  KnownTransitions();
  ~KnownTransitions();
  KnownTransitions(const KnownTransitions&) = delete;
  KnownTransitions& operator=(const KnownTransitions&) = delete;

  // Makes room for another schedule, up to some megabytes in all. Between
  // schedules.
  void make_room();

  // A schedule takes that transition, which is not 0, and comes to `place`
  // next. False if one has done so before.
  bool take(std::uint64_t transition, Place);
  // Where the first one came to that took it, if any did.
  std::optional<Place> taken(std::uint64_t transition) const;

  // Some schedule with so many delays will take that transition. False if one
  // has, or will with as many or fewer.
  bool announce(std::uint64_t transition, std::uint32_t delays);

 private:
  struct Slot {
    std::uint64_t transition;  // 0: free
    // Or, not taken yet, {announced, the number of delays}.
    Place next;
  };
  struct Table {
    std::size_t used;
    Slot slots[];  // a power of two
  };
  static std::size_t bytes_of(std::size_t slots);
  static Table* make(std::size_t slots);
  Slot& slot_of(std::uint64_t transition) const;
  // Does nothing if the table is full.
  void put(Slot&, const Slot&);

  std::size_t slots_;
  Table* table_;
};

}  // namespace course::runtime
