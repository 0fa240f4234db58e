#include "runtime/core/memory_map.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>

#include "runtime/core/context_tree.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/state.hpp"

namespace course::runtime {
namespace {

[[gnu::section("course_runtime")]] bool reserved = false;

// Pages cost memory only when they are touched.
void reserve(Address at, std::size_t size, int sharing = MAP_PRIVATE) {
  void* p = mmap(reinterpret_cast<void*>(at), size, PROT_READ | PROT_WRITE,
                 sharing | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
                 -1, 0);
  if (p == reinterpret_cast<void*>(at)) return;
  dprintf(STDERR_FILENO,
          "the address %#lx is taken, or memory may not be reserved\n",
          static_cast<unsigned long>(at));
  end_process(2);
}

}  // namespace

void reserve_memory() {
  if (reserved) return;
  reserved = true;
  reserve(state_address, sizeof(Runtime), MAP_SHARED);
  reserve(arena_address, tracked_size);
  reserve(cells_address, tracked_size * shadow_scale);
  reserve(data_cells_address, data_cells_size);
  reserve(other_cells_address, other_cells_size);
  reserve(overflow_address, overflow_size);
  reserve(contexts_address, contexts_size);
  reserve(mappings_address, mappings_size);
  reserve(images_address, images_size);
  reserve(channels_address, channels_size, MAP_SHARED);
}

}  // namespace course::runtime
