// What people get wrong with files and locks on them.
#include <sys/mman.h>
#include <unistd.h>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

// expect: forbidden "lockf for a lock on a part of a file"
COURSE_SCENARIO("lockf begins where the file stands") {
  const int fd = memfd_create("", 0);
  lockf(fd, F_LOCK, 0);
  if (write(fd, "x", 1) == 1) lockf(fd, F_ULOCK, 0);
  close(fd);
}
