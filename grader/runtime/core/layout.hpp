// Where the worker's memory lies. Every address that a submission can see is
// fixed, so a schedule meets the same addresses in every run and every process.
#pragma once

#include <cstddef>
#include <cstdint>

namespace course::runtime {

using Address = std::uintptr_t;

struct Range {
  Address begin;
  std::size_t size;
};

inline constexpr std::size_t max_tasks = 128;  // at once; see TaskSet
inline constexpr std::size_t max_processes = 64;

inline constexpr Address state_address = 0x100000000000;
inline constexpr Address arena_address = 0x110000000000;
inline constexpr std::size_t arena_size = std::size_t{256} << 20;
// Task i (from 0) has the i-th stack, but for the first thread of a forked
// process, which goes on on that of the thread that forked. The lowest page of
// each is a guard.
inline constexpr Address stacks_address = arena_address + arena_size;
inline constexpr std::size_t stack_size = std::size_t{256} << 10;
inline constexpr std::size_t stacks_size = stack_size * max_tasks;
// Arena and stacks are one range for the shadow.
inline constexpr std::size_t tracked_size = arena_size + stacks_size;

// The shadow: so many bytes for each byte that is watched.
inline constexpr std::size_t shadow_scale = 8;
inline constexpr Address cells_address = 0x120000000000;
inline constexpr Address data_cells_address = 0x130000000000;
inline constexpr std::size_t data_cells_size = std::size_t{512} << 20;
inline constexpr Address other_cells_address = 0x140000000000;
inline constexpr std::size_t other_cells_size = std::size_t{8} << 20;
inline constexpr Address overflow_address = 0x150000000000;
inline constexpr std::size_t overflow_size = std::size_t{16} << 20;
inline constexpr Address contexts_address = 0x160000000000;
inline constexpr std::size_t contexts_size = std::size_t{16} << 20;

// What processes have in common (see mappings.hpp), and the memory of those
// that do not run (see process_image.hpp).
inline constexpr Address mappings_address = 0x170000000000;
inline constexpr std::size_t mappings_size = std::size_t{64} << 20;
inline constexpr Address channels_address = 0x190000000000;
inline constexpr std::size_t channels_size = std::size_t{16} << 20;
inline constexpr Address images_address = 0x180000000000;
inline constexpr std::size_t images_size = std::size_t{256} << 20;

// The executable is position-dependent and lies below, libraries lie above.
inline constexpr Address library_code = Address{1} << 32;

inline bool in_arena(Address a) { return a - arena_address < arena_size; }
inline bool in_stacks(Address a) { return a - stacks_address < stacks_size; }
// Every process sees the same bytes there.
inline bool is_shared(Address a) {
  return a - mappings_address < mappings_size;
}

}  // namespace course::runtime
