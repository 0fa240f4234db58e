// Memory from mmap(2). What processes have in common (MAP_SHARED and
// MAP_ANONYMOUS) lies in one range of addresses, the same in all, and is not
// exchanged when another process goes on. Mappings of files are the machine's.
#pragma once

#include <sys/types.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

// As mmap(2) of anonymous memory, without a wish for an address. Sets `where`,
// or returns an errno value (EINVAL, ENOMEM).
int map_shared(std::size_t size, Address& where, Address site);
// The same, private to the process: from the heap.
int map_private(std::size_t size, Address& where, Address site);
// munmap(2): whole mappings only (EINVAL); of private ones, too.
int unmap(Address, std::size_t size, Address site);

// Null if the current process can use all bytes, else what is wrong. Of
// addresses that is_shared() says yes to.
const char* dead_in_mappings(Address, std::size_t size);

// fork and the end of a process.
void share_mappings(const Process& from, const Process& to);
void drop_mappings(const Process&);
// Once a schedule.
void begin_mappings();
// At the end of the scenario. Fails with `leak`.
void fail_if_mappings_are_left();

}  // namespace course::runtime
