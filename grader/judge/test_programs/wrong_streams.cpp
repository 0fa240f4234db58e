// What people get wrong with streams of the C library.
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

// expect: wrong-result
COURSE_SCENARIO("a line in pieces, and the stream is not locked") {
  int ends[2];
  if (pipe(ends)) return;
  FILE* const to = fdopen(ends[1], "w");
  const auto print = [&] {
    fputc('a', to);
    fputc('b', to);
  };
  both(print, print);
  fclose(to);
  char text[5] = {};
  const bool right = read(ends[0], text, 5) == 4 && !strcmp(text, "abab");
  close(ends[0]);
  course_test::observe("holds", right);
}

// expect: deadlock
COURSE_SCENARIO("who reads from a pipe has locked the stream to it") {
  int ends[2];
  if (pipe(ends)) return;
  FILE* const to = fdopen(ends[1], "w");
  both(
      [&] {
        flockfile(to);
        char c;
        if (read(ends[0], &c, 1) == 1) funlockfile(to);
      },
      [&] {
        fputc('a', to);
        fflush(to);
      });
  fclose(to);
  close(ends[0]);
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
