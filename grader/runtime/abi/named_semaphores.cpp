// sem_open(3): semaphores with a name, each in a file of its own among those of
// memory_files.hpp.
#include <fcntl.h>
#include <semaphore.h>

#include <cerrno>
#include <cstdarg>

#include "runtime/abi/abi.hpp"
#include "runtime/core/mappings.hpp"
#include "runtime/core/memory_files.hpp"
#include "runtime/core/semaphore.hpp"

using namespace course::runtime;

namespace {

// As the C library calls the file: /dev/shm/sem.NAME.
struct FileName {
  char text[sizeof MemoryFile::name] = "sem.";
  bool fits;

  explicit FileName(const char* name) {
    while (*name == '/') ++name;
    const std::size_t length = __builtin_strlen(name);
    fits = length > 0 && length + 5 <= sizeof text;
    if (fits) __builtin_memcpy(text + 4, name, length + 1);
  }
};

sem_t* failed(int error) {
  errno = error;
  return SEM_FAILED;
}

sem_t* open_semaphore(const char* name, int flags, unsigned value,
                      Address site) {
  const FileName file(name);
  if (!file.fits) return failed(EINVAL);
  int error = 0;
  MemoryFile* const memory =
      find_or_make(file.text, flags & (O_CREAT | O_EXCL), true, error, site);
  if (!memory) return failed(-error);
  const bool made = memory->size == 0;
  Address where = 0;
  if (made) error = -resize(*memory, sizeof(sem_t));
  if (!error) error = map_shared({sizeof(sem_t), true, memory, 0}, where, site);
  if (error) {
    if (made) memory->name[0] = 0;
    return failed(error);
  }
  auto* const s = reinterpret_cast<sem_t*>(where);
  if (made) init_semaphore(s, true, value);
  return s;
}

int result_of(int answer) { return answer < 0 ? (errno = -answer, -1) : 0; }

}  // namespace

extern "C" {

sem_t* sem_open(const char* name, int flags, ...) noexcept {
  va_list list;
  va_start(list, flags);
  va_arg(list, int);  // the mode
  const unsigned value = va_arg(list, unsigned);
  va_end(list);
  if (!inside()) return failed(ENOSYS);
  return open_semaphore(name, flags, value, COURSE_SITE);
}
int sem_close(sem_t* s) noexcept {
  if (!inside()) return errno = ENOSYS, -1;
  return result_of(
      -unmap(reinterpret_cast<Address>(s), sizeof *s, COURSE_SITE));
}
int sem_unlink(const char* name) noexcept {
  if (!inside()) return errno = ENOSYS, -1;
  const FileName file(name);
  return result_of(file.fits ? remove_memory_name(file.text, true, COURSE_SITE)
                             : -ENOENT);
}

}  // extern "C"
