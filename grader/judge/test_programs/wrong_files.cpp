// What people get wrong with files and locks on them.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

// expect: forbidden "lockf for a lock on a part of a file"
COURSE_SCENARIO("lockf begins where the file stands") {
  const int fd = memfd_create("", 0);
  lockf(fd, F_LOCK, 0);
  if (write(fd, "x", 1) == 1) lockf(fd, F_ULOCK, 0);
  close(fd);
}

// expect: lifetime "beyond the end of the file"
COURSE_SCENARIO("a name is there before its size") {
  const pid_t pid = child([] {
    const int fd = shm_open("/size", O_CREAT | O_RDWR, 0600);
    if (ftruncate(fd, sizeof(int))) _exit(1);
    close(fd);
  });
  int fd;
  while ((fd = shm_open("/size", O_RDONLY, 0)) == -1) {
  }
  void* const p = mmap(nullptr, sizeof(int), PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  course_test::observe("is", *static_cast<int*>(p));
  munmap(p, sizeof(int));
  ends_well(pid);
  shm_unlink("/size");
}

// expect: lifetime "for reading only"
COURSE_SCENARIO("a window for writing is gone, one for reading there") {
  const int fd = memfd_create("", 0);
  if (ftruncate(fd, 1)) return;
  char* p = nullptr;
  for (const int protection : {PROT_WRITE | PROT_READ, PROT_READ}) {
    if (p) munmap(p, 1);
    p = static_cast<char*>(mmap(nullptr, 1, protection, MAP_SHARED, fd, 0));
  }
  close(fd);
  *p = 1;
  munmap(p, 1);
}

// expect: forbidden "it calls preadv, which is not modelled"
COURSE_SCENARIO("pieces at an offset") {
  const int fd = memfd_create("", 0);
  char c;
  iovec piece{&c, 1};
  preadv(fd, &piece, 1, 0);
  close(fd);
}

// expect: forbidden "it calls ioctl, which is not modelled"
COURSE_SCENARIO("a question that only the machine can answer") {
  int ends[2];
  if (pipe(ends)) return;
  int n;
  ioctl(ends[0], FIONREAD, &n);
  close_all(ends);
}

// expect: wrong-result
COURSE_SCENARIO("who only tries a file lock may not get it") {
  const int fd = memfd_create("", 0);
  const pid_t pid = child([&] { _exit(lockf(fd, F_TLOCK, 0) != 0); });
  lockf(fd, F_LOCK, 0);
  close(fd);
  course_test::observe("holds", ends_well(pid));
}
