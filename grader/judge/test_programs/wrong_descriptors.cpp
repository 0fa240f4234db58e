// What people get wrong with sockets and orphans.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

// expect: leak "descriptor 3 is still open"
COURSE_SCENARIO("shutdown is no close") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  shutdown(ends[0], SHUT_RDWR);
  close(ends[1]);
}

// expect: crash "SIGPIPE"
COURSE_SCENARIO("writing behind the partner's shutdown") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  shutdown(ends[1], SHUT_RD);
  if (write(ends[0], "x", 1) == 1) close(ends[0]);
}

// expect: deadlock
COURSE_SCENARIO("an orphan that waits for ever") {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (fork() == 0) {
    if (fork() == 0) {
      pause();
      _exit(0);
    }
    _exit(0);
  }
  while (wait(nullptr) > 0) {
  }
}

// expect: data-race
COURSE_SCENARIO("written behind the close that the reader has seen") {
  int ends[2], x = 0;
  if (pipe(ends)) return;
  both(
      [&] {
        close(ends[1]);
        x = 1;
      },
      [&] {
        char c;
        if (read(ends[0], &c, 1) == 0) course_test::observe("x", x);
      });
  close(ends[0]);
}

// expect: data-race
COURSE_SCENARIO("written behind the shutdown that the reader has seen") {
  int ends[2], x = 0;
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  both(
      [&] {
        shutdown(ends[0], SHUT_WR);
        x = 1;
      },
      [&] {
        char c;
        if (recv(ends[1], &c, 1, 0) == 0) course_test::observe("x", x);
      });
  for (int fd : ends) close(fd);
}

// expect: data-race
COURSE_SCENARIO("written under a lock that is no longer exclusive") {
  const int mine = shm_open("/file", O_RDWR | O_CREAT, 0600);
  const int other = shm_open("/file", O_RDWR, 0600);
  shm_unlink("/file");
  int x = 0;
  flock(mine, LOCK_EX);
  std::thread reader([&] {
    flock(other, LOCK_SH);
    course_test::observe("x", x);
  });
  flock(mine, LOCK_SH);
  x = 1;
  reader.join();
  close(mine);
  close(other);
}

// with: blocks
// expect: busy-wait
COURSE_SCENARIO("to look at what is there, until there is more") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  both(
      [&] {
        char bytes[4];
        while (recv(ends[0], bytes, 4, MSG_PEEK) < 4) {
        }
      },
      [&] {
        for (int i = 0; i < 4; ++i) {
          usleep(1'000);
          if (send(ends[1], "x", 1, 0) != 1) return;
        }
      });
  for (int fd : ends) close(fd);
}

// What an order has left open when it fails is not open in the next.
// expect: crash
COURSE_SCENARIO("a copy of stdout is open when an order fails") {
  const int copy = dup(1);
  std::atomic<bool> first{false};
  both(
      [&] {
        if (first) abort();
        course_test::let_others_run();
      },
      [&] { first = true; });
  close(copy);
  course_test::observe("copy", copy);
  course_test::observe("holds", copy == 3);
}
