#include "runtime/core/arena.hpp"

#include <sys/mman.h>

#include <iterator>

#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/memory_map.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

// Values of Arena::liveness besides 0 to 7. Untouched memory is zero, too:
// `next` bounds what is handed out.
constexpr std::uint8_t red = 0xfa, freed = 0xfd, foreign = 0xfc;

// Stands right before each block, in its red zone.
struct Header {
  std::uint64_t size;
  std::uint32_t magic;
  std::uint16_t library_owned;
  std::uint16_t compared;  // see note_compared()
};
constexpr std::uint32_t magic = 0xb10cb10c;
static_assert(sizeof(Header) == 16);

std::uint8_t* liveness_of(Address a) {
  return &rt().arena.liveness[(a - arena_address) / 8];
}

Header& header_of(const void* p) {
  return *reinterpret_cast<Header*>(reinterpret_cast<Address>(p) -
                                    sizeof(Header));
}

// What static initialisers allocated, as they left it.
struct Statics {
  bool over;
  Address end;
  void* bytes;
  void* liveness;
};
[[gnu::section("course_runtime")]] Statics statics{};

// The first bytes are red zone, for an access before the first block.
void begin_arena() {
  rt().arena.next = arena_address + 64;
  __builtin_memset(rt().arena.liveness, red, 8);
}

void* copy_of(const void* p, std::size_t size) {
  void* copy = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return __builtin_memcpy(copy, p, size);
}

bool is_block(Address a) {
  return a % 16 == 0 && a >= arena_address + 16 && a < rt().arena.next &&
         *liveness_of(a - 8) == red &&
         header_of(reinterpret_cast<void*>(a)).magic == magic;
}

std::size_t granules(std::size_t size) { return (size + 7) / 8; }

void bring_to_life(Address block, std::size_t size) {
  const Address end = block + 8 * granules(size);
  __builtin_memset(liveness_of(block), 0, granules(size));
  if (size % 8) *liveness_of(end - 8) = size % 8;
  header_of(reinterpret_cast<void*>(block)) = {size, magic, 0, 0};
  __builtin_memset(reinterpret_cast<void*>(block), 0xbe, size);
}

// The block freed last that has that size, if it shall be used again.
void* use_again(std::size_t size, std::size_t alignment, Address site) {
  Arena& arena = rt().arena;
  if (rt().processes.count > 1) return nullptr;  // another may still use it
  for (std::uint32_t i = arena.reusable_count; i-- > 0;) {
    const Address block = arena.reusable[i];
    void* const p = reinterpret_cast<void*>(block);
    if (granules(header_of(p).size) != granules(size) || block % alignment)
      continue;
    rt().mapping->response.memory_reusable = 1;
    if (!inject(protocol::fault_memory_reuse, nullptr, site)) return nullptr;
    for (--arena.reusable_count; i < arena.reusable_count; ++i)
      arena.reusable[i] = arena.reusable[i + 1];
    bring_to_life(block, size);
    forget_accesses(block, size);
    return p;
  }
  return nullptr;
}

}  // namespace

void* arena_allocate(std::size_t size, std::size_t alignment) {
  Arena& arena = rt().arena;
  if (size > arena_size) return nullptr;
  if (alignment < 16) alignment = 16;
  const Address block =
      (arena.next + sizeof(Header) + alignment - 1) & ~(alignment - 1);
  const Address end = block + 8 * granules(size);
  const Address next =
      (end + 31) & ~Address{15};  // at least 16 bytes of red zone
  if (next > arena_address + arena_size) return nullptr;
  // From the end of the block before, everything up to this one is red zone.
  __builtin_memset(liveness_of(arena.next), red, (block - arena.next) / 8);
  bring_to_life(block, size);
  if (size == 0) *liveness_of(block) = red;
  __builtin_memset(liveness_of(end), red, (next - end) / 8);
  arena.next = next;
  return reinterpret_cast<void*>(block);
}

void* program_allocate(std::size_t size, std::size_t alignment, Address site) {
  void* p = use_again(size, alignment, site);
  if (!p) p = arena_allocate(size, alignment);
  note_learnt(reinterpret_cast<Address>(p));
  if (p && rt().tracing.on && rt().flags & protocol::trace_allocations)
    trace_memory(Operation::allocate, reinterpret_cast<Address>(p), size, site);
  return p;
}

void note_compared(std::uint64_t value) {
  const Address block = value & ~Address{15};
  if (in_arena(block) && is_block(block))
    header_of(reinterpret_cast<void*>(block)).compared = 1;
}

void arena_free(void* p, Address site) {
  const auto a = reinterpret_cast<Address>(p);
  if (!is_block(a)) {
    fail(Verdict::lifetime, "it frees memory that was never allocated",
         mix(site, current->context));
  }
  Header& header = header_of(p);
  if (header.size > 0 && *liveness_of(a) == freed)
    fail(Verdict::lifetime, "it frees memory that is already freed",
         mix(site, current->context));
  // Whoever still uses the block without being ordered before this races with
  // it.
  if (!header.library_owned && header.size > 0)
    access_by_free(a, header.size, site);
  if (rt().tracing.on)
    trace_memory(Operation::free, a, header.size, current->call_site);
  __builtin_memset(liveness_of(a), freed, granules(header.size));
  Arena& arena = rt().arena;
  if (header.compared && arena.reusable_count < std::size(arena.reusable))
    arena.reusable[arena.reusable_count++] = a;
}

std::size_t arena_size_of(const void* p) { return header_of(p).size; }

void arena_mark_library_owned(void* p) { header_of(p).library_owned = 1; }

const char* dead_in_arena(Address a, std::size_t size) {
  Arena& arena = rt().arena;
  const Address last = a + size - 1;
  for (Address granule = a & ~Address{7}; granule <= last; granule += 8) {
    if (granule >= arena.next) return "it lies outside every allocated block";
    const std::uint8_t live = *liveness_of(granule);
    if (live == 0) continue;
    if (live == foreign) return "it lies in memory of another process";
    if (live == freed) return "it lies in memory that is already freed";
    const Address from = a > granule ? a - granule : 0;
    const Address to = last - granule < 7 ? last - granule : 7;
    if (live == red || to >= live || from >= live)
      return "it lies outside the allocated block";
  }
  return nullptr;
}

void mark_foreign(Address from) {
  __builtin_memset(liveness_of(from), foreign, (rt().arena.next - from) / 8);
}

void* static_allocate(std::size_t size, std::size_t alignment) {
  reserve_memory();
  if (rt().arena.next == 0) begin_arena();
  return arena_allocate(size, alignment);
}

bool static_phase() { return !statics.over; }

void end_static_phase() {
  statics.over = true;
  Arena& arena = rt().arena;
  if (arena.next == 0) begin_arena();
  statics.end = arena.next;
  const std::size_t size = statics.end - arena_address;
  statics.bytes = copy_of(reinterpret_cast<void*>(arena_address), size);
  statics.liveness = copy_of(arena.liveness, size / 8);
}

void reset_arena() {
  Arena& arena = rt().arena;
  const std::size_t size = statics.end - arena_address,
                    used = arena.next - statics.end;
  __builtin_memcpy(reinterpret_cast<void*>(arena_address), statics.bytes, size);
  __builtin_memcpy(arena.liveness, statics.liveness, size / 8);
  // Uninitialised reads see the same bytes in every run.
  __builtin_memset(reinterpret_cast<void*>(statics.end), 0, used);
  __builtin_memset(arena.liveness + size / 8, 0, used / 8 + 1);
  arena.next = statics.end;
  arena.reusable_count = 0;
}

}  // namespace course::runtime
