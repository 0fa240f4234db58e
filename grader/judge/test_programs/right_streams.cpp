// Streams of the C library on descriptors: fdopen, dprintf.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

// expect: pass
COURSE_SCENARIO("lines through streams") {
  int ends[2];
  if (pipe(ends)) return;
  const pid_t pid = child([&] {
    close(ends[0]);
    FILE* const to = fdopen(ends[1], "w");
    if (!to || fileno(to) != ends[1]) _exit(1);
    fprintf(to, "%d\n", 42);
    fflush(to);
    dprintf(ends[1], "%s\n", "tea");
    fclose(to);
  });
  close(ends[1]);
  bool right = fdopen(ends[0], "w") == nullptr && errno == EINVAL;
  FILE* const from = fdopen(ends[0], "r");
  int number = 0;
  char text[8] = "", more;
  right &= fscanf(from, "%d %7s\n", &number, text) == 2 && number == 42;
  right &= !strcmp(text, "tea") && fread(&more, 1, 1, from) == 0 && feof(from);
  right &= fclose(from) == 0 && ends_well(pid);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a stream of a child is none of the parent's") {
  int ends[2];
  if (pipe(ends)) return;
  const pid_t pid = child([&] {
    fputs("x", fdopen(ends[1], "w"));
    exit(0);
  });
  fflush(nullptr);
  char c = 0;
  const bool right = ends_well(pid) && read(ends[0], &c, 1) == 1 && c == 'x';
  fflush(nullptr);
  close_all(ends);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a stream of a child is open in no other process or schedule") {
  int ends[2];
  if (pipe(ends)) return;
  const auto print = [&] {
    fputs("x", fdopen(ends[1], "w"));
    exit(0);
  };
  const pid_t first = child(print), second = child(print);
  fflush(nullptr);
  char text[3];
  const bool right =
      ends_well(first) && ends_well(second) && read(ends[0], text, 3) == 2;
  close_all(ends);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("lines to a file, and back from its beginning") {
  char name[] = "/tmp/XXXXXX";
  const int fd = mkstemp(name);
  unlink(name);
  FILE* const both_ways = fdopen(fd, "w+");
  if (!both_ways) return;
  fputs("tea\n42\n", both_ways);
  rewind(both_ways);
  char text[8] = "";
  int number = 0;
  bool right = fgets(text, 8, both_ways) && !strcmp(text, "tea\n");
  right &= fscanf(both_ways, "%d", &number) == 1 && number == 42;
  right &= ftell(both_ways) == 6 && fclose(both_ways) == 0;
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("two processes append lines to a file") {
  const int fd = memfd_create("", 0);
  const auto append = [&] {
    FILE* const log = fdopen(dup(fd), "a");
    fputs("ab\n", log);
    fclose(log);
  };
  const pid_t pid = child(append);
  append();
  bool right = ends_well(pid);
  char text[8] = {};
  right &= pread(fd, text, 8, 0) == 6 && !strcmp(text, "ab\nab\n");
  close(fd);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("two threads print to a stream without a buffer") {
  int ends[2];
  if (pipe(ends)) return;
  FILE* const to = fdopen(ends[1], "w");
  setvbuf(to, nullptr, _IONBF, 0);
  both([&] { fputs("ab", to); }, [&] { fprintf(to, "%s", "ab"); });
  fclose(to);
  char text[5] = {};
  const bool right = read(ends[0], text, 5) == 4 && !strcmp(text, "abab");
  close(ends[0]);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("two threads print to a stream and flush it, or all") {
  int ends[2];
  if (pipe(ends)) return;
  FILE* const to = fdopen(ends[1], "w");
  both(
      [&] {
        fputs("ab", to);
        fflush(to);
      },
      [&] {
        fputs("ab", to);
        fflush(nullptr);
      });
  fclose(to);
  char text[5] = {};
  const bool right = read(ends[0], text, 5) == 4 && !strcmp(text, "abab");
  close(ends[0]);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a line in pieces, under the stream's lock") {
  int ends[2];
  if (pipe(ends)) return;
  FILE* const to = fdopen(ends[1], "w");
  const auto print = [&] {
    flockfile(to);
    fputc('a', to);
    fflush(to);
    fputc('b', to);
    funlockfile(to);
  };
  both(print, print);
  fclose(to);
  char text[5] = {};
  const bool right = read(ends[0], text, 5) == 4 && !strcmp(text, "abab");
  close(ends[0]);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("one thread flushes all streams while another opens one") {
  int ends[2];
  if (pipe(ends)) return;
  FILE* const to = fdopen(ends[1], "w");
  both(
      [&] {
        fputs("a", to);
        fflush(nullptr);
      },
      [&] { fclose(fdopen(dup(ends[0]), "r")); });
  fclose(to);
  char c = 0;
  const bool right = read(ends[0], &c, 1) == 1 && c == 'a';
  close(ends[0]);
  course_test::observe("holds", right);
}
