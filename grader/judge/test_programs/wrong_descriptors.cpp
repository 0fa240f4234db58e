// What people get wrong with sockets and orphans.
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

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
