// Sockets, streams on descriptors, and who inherits an orphan.
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

void close_all(const int (&ends)[2]) {
  for (int fd : ends) close(fd);
}

bool get(int fd, const std::string& expected) {
  char bytes[64];
  const ssize_t n = recv(fd, bytes, expected.size(), MSG_WAITALL);
  return n >= 0 && std::string(bytes, static_cast<std::size_t>(n)) == expected;
}

}  // namespace

// expect: pass
COURSE_SCENARIO("the end of one direction, though others hold the socket") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  const pid_t pid = child([&] {  // keeps both
    char c;
    while (read(ends[1], &c, 1) == 1) {
    }
    if (write(ends[1], "bye", 3) != 3) _exit(1);
  });
  bool right = write(ends[0], "tea", 3) == 3 && shutdown(ends[0], SHUT_WR) == 0;
  right &= get(ends[0], "bye");
  right &= send(ends[0], "x", 1, MSG_NOSIGNAL) == -1 && errno == EPIPE;
  close_all(ends);
  course_test::observe("holds", ends_well(pid) && right);
}

// expect: pass
COURSE_SCENARIO("shutdown wakes a thread that reads") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  ssize_t got = -1;
  both(
      [&] {
        char c;
        got = recv(ends[0], &c, 1, 0);
      },
      [&] { shutdown(ends[0], SHUT_RDWR); });
  pollfd both_gone{ends[1], POLLIN, 0};
  const bool right = got == 0 && poll(&both_gone, 1, -1) == 1 &&
                     both_gone.revents == (POLLIN | POLLHUP);
  close_all(ends);
  course_test::observe("holds", right);
}

// expect: pass
// with: short-read short-write interrupt
COURSE_SCENARIO("MSG_WAITALL brings all, MSG_PEEK takes nothing out") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  const pid_t pid = child([&] {
    for (const char* part : {"one", "two"})
      if (send(ends[1], part, 3, 0) != 3) _exit(1);
  });
  char c = 0;
  bool right = recv(ends[0], &c, 1, MSG_PEEK) == 1 && c == 'o';
  right &= get(ends[0], "onetwo");
  right &= recv(ends[0], &c, 1, MSG_DONTWAIT) == -1 && errno == EAGAIN;
  right &= ends_well(pid);
  close_all(ends);
  course_test::observe("holds", right);
}

// expect: pass, every order
COURSE_SCENARIO("a pipe is no socket") {
  int ends[2];
  if (pipe(ends)) return;
  bool right = send(ends[1], "x", 1, MSG_NOSIGNAL) == -1 && errno == ENOTSOCK;
  right &= shutdown(ends[1], SHUT_WR) == -1 && errno == ENOTSOCK;
  close_all(ends);
  right &= shutdown(ends[1], SHUT_WR) == -1 && errno == EBADF;
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("short pieces of one write come together") {
  int ends[2];
  if (pipe(ends)) return;
  const auto put = [&](char c) {
    iovec pieces[] = {{&c, 1}, {&c, 1}};
    return writev(ends[1], pieces, 2) == 2;
  };
  const pid_t pid = child([&] {
    if (!put('a')) _exit(1);
  });
  bool right = put('b') && ends_well(pid);
  char text[5] = {};
  right &= read(ends[0], text, 4) == 4 &&
           (!strcmp(text, "aabb") || !strcmp(text, "bbaa"));
  close_all(ends);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a child closes all that is open, and no more") {
  int before[2], ends[2];
  if (pipe(before) || pipe(ends)) return;
  close_all(before);
  const pid_t pid = child([&] {
    close(ends[1]);
    closefrom(3);
    if (fcntl(ends[0], F_GETFD) != -1) _exit(1);
    for (int fd = 3; fd < 6; ++fd)
      if (fd != ends[0] && fd != ends[1] && close(fd) == 0) _exit(1);
  });
  const bool right = ends_well(pid);
  close_all(ends);
  course_test::observe("holds", right);
}

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
COURSE_SCENARIO("who asks for them inherits the orphans") {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t pid = child([&] {
    child([] {});
    child([] {});
  });
  bool right = ends_well(pid);
  int others = 0;
  while (wait(nullptr) > 0) ++others;
  course_test::observe("holds", right && others == 2 && errno == ECHILD);
}

// expect: pass
COURSE_SCENARIO("a signal when the parent ends") {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int ready[2];
  if (pipe(ready)) return;
  const pid_t pid = child([&] {
    child([&] {
      prctl(PR_SET_PDEATHSIG, SIGTERM);
      if (write(ready[1], "x", 1) != 1) _exit(1);
      pause();
    });
    char c;
    if (read(ready[0], &c, 1) != 1) _exit(1);
  });
  bool right = ends_well(pid);
  int status = 0;
  right &= wait(&status) > 0 && WIFSIGNALED(status);
  close_all(ready);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a thread takes its own SIGPIPE away") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[0]);
  const auto put = [&] {
    sigset_t sigpipe, before;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &sigpipe, &before);
    const bool failed = write(ends[1], "x", 1) == -1 && errno == EPIPE;
    const timespec at_once{};
    const bool taken = sigtimedwait(&sigpipe, nullptr, &at_once) == SIGPIPE &&
                       sigtimedwait(&sigpipe, nullptr, &at_once) == -1;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return failed && taken;
  };
  bool right = false, others = false;
  both([&] { right = put(); }, [&] { others = put(); });
  close(ends[1]);
  course_test::observe("holds", right && others);
}

// expect: pass
COURSE_SCENARIO("a thread waits for a signal that all have blocked") {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  int got = 0;
  both([&] { sigwait(&set, &got); }, [&] { kill(getpid(), SIGUSR1); });
  course_test::observe("holds", got == SIGUSR1);
}

// expect: pass
// with: killed
COURSE_SCENARIO("a partner that is killed before it waits wakes no more") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  const pid_t pid = child([&] {
    close(ends[0]);
    course_test::MayBeKilled may_be_killed;
    char c;
    while (recv(ends[1], &c, 1, 0) == 1) send(ends[1], &c, 1, MSG_NOSIGNAL);
  });
  close(ends[1]);
  bool right = true;
  for (int i = 0; i < 2; ++i) {
    char c = 'x';
    if (send(ends[0], &c, 1, MSG_NOSIGNAL) == -1) right &= errno == EPIPE;
    const ssize_t n = recv(ends[0], &c, 1, 0);
    right &= n == 0 || (n == 1 && c == 'x');
  }
  close(ends[0]);
  waitpid(pid, nullptr, 0);
  course_test::observe("holds", right);
}

// expect: pass
// with: killed
COURSE_SCENARIO("who is killed within dup2 has lost all its descriptors") {
  int ends[2];
  if (pipe(ends)) return;
  const pid_t pid = child([&] {
    course_test::MayBeKilled may_be_killed;
    dup2(ends[1], ends[0]);
  });
  close(ends[1]);
  char c;
  const bool right = read(ends[0], &c, 1) == 0;
  close(ends[0]);
  waitpid(pid, nullptr, 0);
  course_test::observe("holds", right);
}
