// Sockets, descriptors, and who inherits an orphan.
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

[[gnu::noinline]] void prints(int fd) { dprintf(fd, "x"); }

[[gnu::noinline]] void closes_from(int fd) { closefrom(fd); }

[[gnu::noinline]] void unblocks() {
  sigset_t set, before;
  sigfillset(&set);
  sigprocmask(SIG_BLOCK, &set, &before);
  raise(SIGUSR1);
  sigprocmask(SIG_SETMASK, &before, nullptr);
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
  struct stat s {};
  right &= fstat(ends[0], &s) == 0 && S_ISFIFO(s.st_mode);
  int pair[2];
  right &= socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
  right &= fstat(pair[0], &s) == 0 && S_ISSOCK(s.st_mode);
  close_all(pair);
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

// expect: pass
COURSE_SCENARIO("all children get their signal when the parent ends") {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int ready[2];
  if (pipe(ready)) return;
  const pid_t pid = child([&] {
    const auto make = [&](auto f) {
      child([&, f] {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (write(ready[1], "x", 1) != 1) _exit(1);
        f();
        for (;;) pause();
      });
      char c;
      if (read(ready[0], &c, 1) != 1) _exit(1);
    };
    int both_are_there[2];
    if (pipe(both_are_there)) _exit(1);
    make([&] {
      char c;
      if (read(both_are_there[0], &c, 1) == 1) kill(getppid(), SIGKILL);
    });
    make([] {});
    if (write(both_are_there[1], "x", 1) != 1) _exit(1);
    for (;;) pause();
  });
  int killed = 0, status = 0;
  while (wait(&status) > 0) killed += WIFSIGNALED(status);
  close_all(ready);
  course_test::observe("holds", pid > 0 && killed == 3);
}

// expect: pass, every order
COURSE_SCENARIO("a message in two pieces: to look at, and whole") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  const pid_t pid = child([&] {
    for (const char* part : {"a", "bc", "d"})
      if (send(ends[1], part, strlen(part), 0) < 0) _exit(1);
  });
  char first[3] = {}, second[3] = {};
  iovec pieces[] = {{first, 2}, {second, 2}};
  msghdr message{};
  message.msg_iov = pieces;
  message.msg_iovlen = 2;
  const auto text = [&] { return std::string(first) + second; };
  const ssize_t n = recvmsg(ends[0], &message, MSG_PEEK);
  bool right =
      n > 0 && text() == std::string("abcd", static_cast<std::size_t>(n));
  right &= recvmsg(ends[0], &message, MSG_WAITALL) == 4 && text() == "abcd";
  right &= ends_well(pid);
  close_all(ends);
  course_test::observe("holds", right);
}

// Datagrams, names: see "What is not modelled".
// expect: pass, every order
COURSE_SCENARIO("sockets of other kinds are the machine's") {
  const int here = socket(AF_UNIX, SOCK_DGRAM, 0);
  const int there = socket(AF_UNIX, SOCK_DGRAM, 0);
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  auto* const address = reinterpret_cast<sockaddr*>(&name);
  socklen_t length = sizeof name.sun_family;  // the kernel chooses one
  bool right = bind(here, address, length) == 0;
  length = sizeof name;
  right &= getsockname(here, address, &length) == 0;
  right &= sendto(there, "a", 1, 0, address, length) == 1;
  right &= connect(there, address, length) == 0;
  right &= send(there, "b", 1, 0) == 1;
  FILE* const stream = fdopen(there, "w");
  right &= stream && fputc('c', stream) == 'c' && fflush(stream) == 0;
  std::string got;
  for (char c; recv(here, &c, 1, MSG_DONTWAIT) == 1;) got += c;
  right &= shutdown(here, SHUT_RDWR) == 0 && fclose(stream) == 0;
  close(here);
  course_test::observe("holds", right && got == "abc");
}

// expect: pass
COURSE_SCENARIO("calls that are made of others") {
  signal(SIGUSR1, [](int) {});
  int ends[2];
  if (pipe(ends)) return;
  prints(ends[1]);
  unblocks();
  closes_from(ends[0]);
}
