// What people get wrong with sockets, streams and orphans.
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

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

// expect: wrong-result
COURSE_SCENARIO("a stream reads ahead") {
  int ends[2];
  if (pipe(ends)) return;
  const bool sent = write(ends[1], "ab", 2) == 2;
  close(ends[1]);
  FILE* const from = fdopen(ends[0], "r");
  const bool first = fgetc(from) == 'a';
  char c = 0;
  const bool second = read(ends[0], &c, 1) == 1 && c == 'b';
  fclose(from);
  course_test::observe("holds", sent && first && second);
}

// expect: lifetime "is closed already"
COURSE_SCENARIO("fclose has closed it") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[0]);
  fclose(fdopen(ends[1], "w"));
  close(ends[1]);
}

// expect: leak "is still open"
COURSE_SCENARIO("a stream is not closed") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[0]);
  fputs("nobody reads this", fdopen(ends[1], "w"));
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
