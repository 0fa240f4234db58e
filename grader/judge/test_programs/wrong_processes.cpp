// What people get wrong with processes: each has its verdict.
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <mutex>
#include <string>

extern "C" {  // which glibc 2.36 has forgotten
#include <sys/pidfd.h>
}

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

// expect: leak "process 2 has ended, but nobody has waited for it (a zombie)"
COURSE_SCENARIO("nobody waits") {
  if (fork() == 0) _exit(0);
}

// expect: leak "process 3 has lost its parent"
COURSE_SCENARIO("an orphan") {
  if (const pid_t pid = fork(); pid == 0) {
    if (fork() == 0) _exit(0);
    _exit(0);
  } else {
    waitpid(pid, nullptr, 0);
  }
}

// expect: wrong-result "process 2 returns into the program"
COURSE_SCENARIO("the child runs on") {
  if (fork() > 0) wait(nullptr);
}

// expect: deadlock
COURSE_SCENARIO("the reader has the other end itself") {
  int ends[2];
  if (pipe(ends)) return;
  if (const pid_t pid = fork(); pid == 0) {
    char c;
    while (read(ends[0], &c, 1) == 1) {
    }
    _exit(0);
  } else {
    close(ends[0]);
    close(ends[1]);
    waitpid(pid, nullptr, 0);
  }
}

// expect: crash "SIGPIPE"
COURSE_SCENARIO("writing where nobody reads") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[0]);
  if (write(ends[1], "x", 1) == 1) close(ends[1]);
}

// expect: lifetime "closes the descriptor 3, which is closed already"
COURSE_SCENARIO("closed twice") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[0]);
  close(ends[1]);
  close(ends[0]);
}

// expect: leak "descriptor 4 is still open"
COURSE_SCENARIO("a descriptor left open") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[0]);
}

// expect: leak "descriptor 3 is still open"
COURSE_SCENARIO("a pidfd left open") {
  const pid_t pid = fork();
  if (pid == 0) _exit(0);
  pidfd_open(pid, 0);
  waitpid(pid, nullptr, 0);
}

// with: blocks
// expect: busy-wait
COURSE_SCENARIO("looks every millisecond") {
  const pid_t pid = fork();
  if (pid == 0) {
    usleep(100'000);
    _exit(0);
  }
  while (waitpid(pid, nullptr, WNOHANG) == 0) usleep(1'000);
}

// with: sleeps
// expect: busy-wait
COURSE_SCENARIO("looks all the time") {
  const pid_t pid = fork();
  if (pid == 0) {
    usleep(100'000);
    _exit(0);
  }
  while (waitpid(pid, nullptr, WNOHANG) == 0) usleep(0);
}

// expect: leak "a mapping of 4 bytes"
COURSE_SCENARIO("a mapping left") { *shared<int>() = 1; }

// expect: lifetime "no longer mapped"
COURSE_SCENARIO("memory used behind munmap") {
  int* n = shared<int>();
  munmap(n, sizeof *n);
  *n = 1;
}

// expect: data-race
COURSE_SCENARIO("a number in shared memory without a lock") {
  int* n = shared<int>();
  if (const pid_t pid = fork(); pid == 0) {
    ++*n;
    _exit(0);
  } else {
    ++*n;
    waitpid(pid, nullptr, 0);
  }
  munmap(n, sizeof *n);
}

// expect: crash "for one process only"
COURSE_SCENARIO("std::mutex in shared memory") {
  auto* m = shared<std::mutex>();
  if (const pid_t pid = fork(); pid == 0) {
    m->lock();
    m->unlock();
    _exit(0);
  } else {
    m->lock();
    m->unlock();
    waitpid(pid, nullptr, 0);
  }
  munmap(m, sizeof *m);
}

// expect: deadlock
COURSE_SCENARIO("fork while another thread holds a lock") {
  std::mutex m;
  std::thread other([&] { std::lock_guard l(m); });
  if (const pid_t pid = fork(); pid == 0) {
    m.lock();
    m.unlock();
    _exit(0);
  } else {
    other.join();
    waitpid(pid, nullptr, 0);
  }
}

// expect: lifetime "has been waited for"
COURSE_SCENARIO("a signal to who is gone") {
  const pid_t pid = fork();
  if (pid == 0) _exit(0);
  waitpid(pid, nullptr, 0);
  kill(pid, SIGTERM);
}

// expect: wrong-result
COURSE_SCENARIO("one SIGCHLD for two ends") {
  static int reaped;
  reaped = 0;
  struct sigaction action {};
  action.sa_handler = [](int) { reaped += waitpid(-1, nullptr, WNOHANG) > 0; };
  sigaction(SIGCHLD, &action, nullptr);
  for (int i = 0; i < 2; ++i)
    if (fork() == 0) _exit(0);
  for (int i = 0; i < 3; ++i) usleep(1000);
  course_test::observe("holds", reaped == 2);
  signal(SIGCHLD, SIG_DFL);
  while (wait(nullptr) > 0) {
  }
}
