#include "runtime/core/memory_files.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "runtime/core/descriptors.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/mappings.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr unsigned max_memory_files = 128;
constexpr std::size_t least_room = std::size_t{64} << 10;

struct MemoryFiles {
  MemoryFile at[max_memory_files];
  unsigned count, temporary;
};
[[gnu::section("course_runtime")]] MemoryFiles files{};

bool equal(const char* a, const char* b) {
  while (*a && *a == *b) ++a, ++b;
  return *a == *b;
}

MemoryFile* find(const char* name, bool by_shm_open) {
  if (!*name) return nullptr;
  for (unsigned i = 0; i < files.count; ++i)
    if (files.at[i].by_shm_open == by_shm_open && equal(files.at[i].name, name))
      return &files.at[i];
  return nullptr;
}

// shm_open(3): with or without the slash in front, the name is the same.
const char* plain(const char* name, bool by_shm_open) {
  while (by_shm_open && *name == '/') ++name;
  return name;
}

MemoryFile* make(const char* name, bool by_shm_open, Address site) {
  keep_apart();
  if (files.count == max_memory_files) return nullptr;
  MemoryFile& f = files.at[files.count++];
  f = MemoryFile{};
  f.by_shm_open = by_shm_open;
  f.made_by = current->index;
  f.made_in = current->context;
  f.made_at = site;
  for (unsigned i = 0; name && name[i]; ++i) f.name[i] = name[i];
  return &f;
}

}  // namespace

int resize(MemoryFile& f, std::size_t size) {
  if (const int error = give_room(f, size)) return error;
  if (size < f.size)  // who makes it larger again finds zeros
    __builtin_memset(reinterpret_cast<void*>(f.bytes + size), 0, f.size - size);
  f.size = size;
  f.most = std::max(f.most, size);
  progress();
  return 0;
}

int give_room(MemoryFile& f, std::size_t size) {
  if (size <= f.room) return 0;
  if (f.mappings > 0) return -EFBIG;  // it cannot be moved any more
  const std::size_t room = std::max(size, least_room);
  const Address bytes = reserve_shared(room);
  if (!bytes) return -ENOSPC;
  if (f.size > 0) {
    void* const before = reinterpret_cast<void*>(f.bytes);
    __builtin_memcpy(reinterpret_cast<void*>(bytes), before, f.size);
    __builtin_memset(before, 0, f.most);
  }
  f.bytes = bytes;
  f.room = room;
  return 0;
}

MemoryFile* find_or_make(const char* name, int flags, bool by_shm_open,
                         int& error, Address site) {
  point(Operation::open, nullptr, site);
  if (name) {
    name = plain(name, by_shm_open);
    if (!*name) return error = -EINVAL, nullptr;
    if (__builtin_strlen(name) >= sizeof MemoryFile::name)
      return error = -ENAMETOOLONG, nullptr;
  }
  MemoryFile* file = name ? find(name, by_shm_open) : nullptr;
  if (file && flags & O_CREAT && flags & O_EXCL)
    return error = -EEXIST, nullptr;
  if (!file && name && !(flags & O_CREAT)) return error = -ENOENT, nullptr;
  if (!file) file = make(name, by_shm_open, site);
  if (!file) return error = -ENFILE, nullptr;
  if (flags & O_TRUNC) resize(*file, 0);
  progress();
  return file;
}

int open_memory(const char* name, int flags, bool by_shm_open, Address site) {
  int error;
  MemoryFile* const file = find_or_make(name, flags, by_shm_open, error, site);
  return file ? open_file_of(*file, flags, site) : error;
}

int open_temporary(char* pattern, int flags, Address site) {
  const std::size_t length = __builtin_strlen(pattern);
  if (length < 6 || !equal(pattern + length - 6, "XXXXXX")) return -EINVAL;
  unsigned number = files.temporary++;
  for (std::size_t i = length - 6; i < length; ++i, number /= 26)
    pattern[i] = static_cast<char>('a' + number % 26);
  return open_memory(pattern, O_RDWR | O_CREAT | O_EXCL | flags, false, site);
}

int remove_memory_name(const char* name, bool by_shm_open, Address site) {
  point(Operation::close, nullptr, site);
  MemoryFile* const f = find(plain(name, by_shm_open), by_shm_open);
  if (!f) return -ENOENT;
  f->name[0] = 0;
  progress();
  return 0;
}

bool is_memory_name(const char* name, bool by_shm_open) {
  return find(plain(name, by_shm_open), by_shm_open);
}

int resize_memory(int descriptor, off_t size, bool only_larger, Address site) {
  const OpenFile* const open = find_file_at_point(descriptor, site);
  if (!open) return -EBADF;
  if (!open->memory || !open->writable || size < 0) return -EINVAL;
  const auto wanted = static_cast<std::size_t>(size);
  if (only_larger && wanted <= open->memory->size) return 0;
  return resize(*open->memory, wanted);
}

off_t seek_memory(int descriptor, off_t offset, int from, Address site) {
  OpenFile* const open = find_file_at_point(descriptor, site);
  if (!open) return -EBADF;
  if (!open->memory) return -ESPIPE;
  const off_t base = from == SEEK_SET ? 0
                     : from == SEEK_CUR
                         ? static_cast<off_t>(open->offset)
                         : static_cast<off_t>(open->memory->size);
  if (base + offset < 0) return -EINVAL;
  open->offset = static_cast<std::size_t>(base + offset);
  return base + offset;
}

ssize_t read_memory(const OpenFile& open, void* to, std::size_t size,
                    std::size_t& offset) {
  const MemoryFile& f = *open.memory;
  if (!open.readable) return -EBADF;
  if (offset >= f.size) return 0;
  const std::size_t n = std::min(size, f.size - offset);
  __builtin_memcpy(to, reinterpret_cast<void*>(f.bytes + offset), n);
  offset += n;
  return static_cast<ssize_t>(n);
}

ssize_t write_memory(const OpenFile& open, const void* from, std::size_t size,
                     std::size_t& offset) {
  MemoryFile& f = *open.memory;
  if (!open.writable) return -EBADF;
  if (open.append) offset = f.size;
  const std::size_t end = offset + size;
  if (end > f.size)
    if (const int error = resize(f, end)) return error;
  __builtin_memcpy(reinterpret_cast<void*>(f.bytes + offset), from, size);
  offset = end;
  progress();
  return static_cast<ssize_t>(size);
}

std::uint64_t number_of(const MemoryFile& f) {
  return static_cast<std::uint64_t>(&f - files.at) + 1;
}

void begin_memory_files() {
  for (unsigned i = 0; i < files.count; ++i)
    if (const MemoryFile& f = files.at[i]; f.bytes)  // to the end of its page
      __builtin_memset(reinterpret_cast<void*>(f.bytes), 0,
                       std::min(f.room, f.most + page_size));
  files.count = files.temporary = 0;
}

void fail_if_names_are_left() {
  for (unsigned i = 0; i < files.count; ++i) {
    const MemoryFile& f = files.at[i];
    if (!f.name[0]) continue;
    Tracing& tracing = rt().tracing;
    tracing.accesses[0] = {f.made_by, Operation::open, true, 0,    0,
                           f.made_in, f.made_at,       0,    false};
    tracing.access_count = 1;
    Message m;
    const bool semaphore = __builtin_strncmp(f.name, "sem.", 4) == 0;
    if (f.by_shm_open && semaphore)
      m << "the semaphore \"/" << f.name + 4 << "\" is still there at the "
        << "end: nobody has called sem_unlink";
    else if (f.by_shm_open)
      m << "the name \"/" << f.name << "\" of shared memory is still there at "
        << "the end: nobody has called shm_unlink";
    else
      m << "the file \"" << f.name << "\" is still there at the end";
    fail(Verdict::leak, m.text(), i);
  }
}

}  // namespace course::runtime
