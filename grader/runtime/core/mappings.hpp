// Memory from mmap(2). What processes have in common (MAP_SHARED) lies in one
// range of addresses, the same in all, and is not exchanged when another
// process goes on. Files that can be mapped are those of memory_files.hpp.
#pragma once

#include <sys/types.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

struct MemoryFile;

// What is asked for, in the words of mmap(2), without a wish for an address.
struct MapRequest {
  std::size_t size;
  bool writable;
  MemoryFile* file;  // null: anonymous
  std::size_t offset;
};

// Sets `where`, or returns an errno value (EINVAL, ENOMEM).
int map_shared(const MapRequest&, Address& where, Address site);
// The same, private to the process: from the heap. Of a file, a copy of what
// is in it now.
int map_private(const MapRequest&, Address& where, Address site);
// munmap(2): whole mappings only (EINVAL); of private ones, too.
int unmap(Address, std::size_t size, Address site);
// mprotect(2), of shared ones: whether they can be written to. Who gets that
// right for a part of one has it for all of it; it is lost for the whole of
// one only, and by the only process that has it.
int protect(Address, std::size_t size, bool writable);

// Null if the current process can use all bytes, else what is wrong. Of
// addresses that is_shared() says yes to.
const char* dead_in_mappings(Address, std::size_t size, bool to_write);

// So many bytes, all zero, with a page behind them that belongs to nobody; 0:
// there is no more room.
Address reserve_shared(std::size_t size);

// fork and the end of a process.
void share_mappings(const Process& from, const Process& to);
void drop_mappings(const Process&);
// Once a schedule.
void begin_mappings();
// At the end of the scenario. Fails with `leak`.
void fail_if_mappings_are_left();

}  // namespace course::runtime
