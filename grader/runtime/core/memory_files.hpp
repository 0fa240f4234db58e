// Files that lie in memory and can be mapped: shm_open(3), memfd_create(2),
// and what an exercise makes in a folder (mkstemp, open with O_CREAT). Their
// names are in a table of the schedule's own, never in the machine's /dev/shm,
// so none is left behind; one that is still there at the end is a `leak`.
//
// The bytes lie among the mappings. All mappings of a file are at one address,
// in all processes: whoever relies on two different ones is not modelled.
#pragma once

#include <sys/types.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

struct OpenFile;

struct MemoryFile {
  char name[64];  // empty: none, or it has been removed
  bool by_shm_open;
  std::size_t size;  // ftruncate
  std::size_t most;  // it ever was
  Address bytes;     // 0: none yet
  std::size_t room;
  unsigned mappings;  // shared ones, ever made: the bytes must stay
  std::uint32_t made_by, made_in;  // index of the task, its calling context
  Address made_at;
};

// All return minus an errno value where the call does.

// Null, and why in `error`: no such file. `name` null: memfd_create, or
// O_TMPFILE. Without O_CREAT in `flags`, only what exists.
MemoryFile* find_or_make(const char* name, int flags, bool by_shm_open,
                         int& error, Address site);
// Returns a descriptor.
int open_memory(const char* name, int flags, bool by_shm_open, Address site);
// The last six bytes of `pattern` become letters: mkstemp(3).
int open_temporary(char* pattern, int flags, Address site);
// shm_unlink and unlink. The file lives on while it is open or mapped.
int remove_memory_name(const char* name, bool by_shm_open, Address site);
bool is_memory_name(const char* name, bool by_shm_open);

// So many bytes of address space, at the file's one place.
int give_room(MemoryFile&, std::size_t size);
int resize(MemoryFile&, std::size_t size);
// `only_larger`: posix_fallocate(3).
int resize_memory(int descriptor, off_t size, bool only_larger, Address site);
off_t seek_memory(int descriptor, off_t offset, int from, Address site);
// At that offset, which goes on by as much; no points of their own.
ssize_t read_memory(const OpenFile&, void* to, std::size_t size,
                    std::size_t& offset);
ssize_t write_memory(const OpenFile&, const void* from, std::size_t size,
                     std::size_t& offset);
std::uint64_t number_of(const MemoryFile&);  // as st_ino: from 1

// At the start of a schedule.
void begin_memory_files();
// At the end of the scenario. Fails with `leak` if a name is there.
void fail_if_names_are_left();

}  // namespace course::runtime
