// Files that can be mapped and what is done to them. Others are the machine's.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
#include "runtime/abi/results.hpp"
#include "runtime/core/descriptors.hpp"
#include "runtime/core/memory_files.hpp"

using namespace course::runtime;

namespace {

// The machine's number of that descriptor; -1: it has none.
int real_of(int fd) {
  if (!inside() || fd >= static_cast<int>(max_descriptors)) return fd;
  const OpenFile* const f = find_file(fd);
  return f ? f->real : -1;
}

// It is open, and none of the machine's.
bool is_modelled(int fd) {
  if (!inside() || fd >= static_cast<int>(max_descriptors)) return false;
  const OpenFile* const f = find_file(fd);
  return f && f->real < 0;
}

// A folder of the machine's in which shm_open's names can be seen.
const char* name_in_dev_shm(const char* path) {
  constexpr char folder[] = "/dev/shm/";
  for (unsigned i = 0; folder[i]; ++i)
    if (path[i] != folder[i]) return nullptr;
  return path + sizeof folder - 1;
}

// What an exercise makes is modelled, so that nothing is left on the machine.
// A whole program may go on to use its files by other calls.
bool makes_files() { return !(rt().flags & course::protocol::whole_program); }

int change_size(int fd, off_t size, Address site) {
  if (is_modelled(fd)) return result_of(resize_memory(fd, size, false, site));
  return static_cast<int>(real(SYS_ftruncate, real_of(fd), size));
}

off_t change_offset(int fd, off_t offset, int from, Address site) {
  if (is_modelled(fd)) return result_of(seek_memory(fd, offset, from, site));
  return real(SYS_lseek, real_of(fd), offset, from);
}

int find_status(int fd, struct stat* s, Address site) {
  if (!is_modelled(fd))
    return static_cast<int>(real(SYS_newfstatat, real_of(fd), as_long(""),
                                 as_long(s), AT_EMPTY_PATH));
  const OpenFile* const open = find_file_at_point(fd, site);
  if (!open) return errno = EBADF, -1;
  *s = {};
  if (!open->memory) {
    s->st_mode = open->socket ? S_IFSOCK | 0777 : S_IFIFO | 0600;
    return 0;
  }
  const MemoryFile& f = *open->memory;
  s->st_ino = number_of(f);
  s->st_mode = S_IFREG | 0600;
  s->st_nlink = f.name[0] != 0;
  s->st_size = static_cast<off_t>(f.size);
  s->st_blksize = 4096;
  s->st_blocks = static_cast<blkcnt_t>((f.size + 511) / 512);
  return 0;
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

int shm_open(const char* name, int flags, mode_t) noexcept(false) {
  if (!inside()) return errno = ENOSYS, -1;
  return result_of(open_memory(name, flags | O_CLOEXEC, true, COURSE_SITE));
}
int shm_unlink(const char* name) noexcept(false) {
  if (!inside()) return errno = ENOSYS, -1;
  return result_of(remove_memory_name(name, true, COURSE_SITE));
}
int memfd_create(const char*, unsigned flags) noexcept {
  if (!inside()) return errno = ENOSYS, -1;
  const int cloexec = flags & MFD_CLOEXEC ? O_CLOEXEC : 0;
  return result_of(open_memory(nullptr, O_RDWR | cloexec, false, COURSE_SITE));
}

int open(const char* path, int flags, ...) noexcept(false) {
  va_list list;
  va_start(list, flags);
  const int mode = va_arg(list, int);
  va_end(list);
  if (inside()) {
    if (const char* name = name_in_dev_shm(path))
      return result_of(open_memory(name, flags, true, COURSE_SITE));
    if (is_memory_name(path, false) || (makes_files() && flags & O_CREAT))
      return result_of(open_memory(path, flags, false, COURSE_SITE));
    if (makes_files() && (flags & O_TMPFILE) == O_TMPFILE)
      return result_of(open_memory(nullptr, flags, false, COURSE_SITE));
  }
  const long fd = raw_syscall(SYS_open, as_long(path), flags, mode);
  if (fd < 0 || !inside()) return static_cast<int>(result_of(fd));
  return static_cast<int>(result_of(
      adopt_descriptor(static_cast<int>(fd), flags & O_CLOEXEC, COURSE_SITE)));
}

int mkostemp(char* pattern, int flags) noexcept(false) {
  if (inside() && makes_files())
    return result_of(open_temporary(pattern, flags, COURSE_SITE));
  return mkostemps(pattern, 0, flags);  // the C library's own
}
int mkstemp(char* pattern) noexcept(false) {
  if (inside() && makes_files())
    return result_of(open_temporary(pattern, 0, COURSE_SITE));
  return mkostemps(pattern, 0, 0);
}

int unlink(const char* path) noexcept {
  if (inside()) {
    if (const char* name = name_in_dev_shm(path))
      return result_of(remove_memory_name(name, true, COURSE_SITE));
    if (is_memory_name(path, false))
      return result_of(remove_memory_name(path, false, COURSE_SITE));
  }
  return static_cast<int>(real(SYS_unlink, as_long(path)));
}
int remove(const char* path) noexcept {
  if (unlink(path) == 0) return 0;
  return errno == EISDIR ? static_cast<int>(real(SYS_rmdir, as_long(path)))
                         : -1;
}

int ftruncate(int fd, off_t size) noexcept {
  return change_size(fd, size, COURSE_SITE);
}
int ftruncate64(int fd, off_t size) noexcept {
  return change_size(fd, size, COURSE_SITE);
}
// Returns the error, and never makes a file smaller.
int posix_fallocate(int fd, off_t offset, off_t size) noexcept(false) {
  if (!is_modelled(fd))
    return -static_cast<int>(
        raw_syscall(SYS_fallocate, real_of(fd), 0, offset, size));
  if (size <= 0 || offset < 0) return EINVAL;
  return -resize_memory(fd, offset + size, true, COURSE_SITE);
}
off_t lseek(int fd, off_t offset, int from) noexcept {
  return change_offset(fd, offset, from, COURSE_SITE);
}
off_t lseek64(int fd, off_t offset, int from) noexcept {
  return change_offset(fd, offset, from, COURSE_SITE);
}
int fstat(int fd, struct stat* s) noexcept {
  return find_status(fd, s, COURSE_SITE);
}
int fstat64(int fd, struct stat64* s) noexcept {
  return find_status(fd, reinterpret_cast<struct stat*>(s), COURSE_SITE);
}

}  // extern "C"
