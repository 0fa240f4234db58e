// Processes, and what they have in common.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

int global = 1;
thread_local int local_to_thread = 1;

struct LockedNumber {
  pthread_mutex_t mutex;
  int number = 0;
  explicit LockedNumber(bool robust = false) {
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    if (robust) pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&mutex, &a);
    pthread_mutexattr_destroy(&a);
  }
  LockedNumber(const LockedNumber&) = delete;
};

}  // namespace

// expect: pass, every order
COURSE_SCENARIO("a child has its own variables") {
  int on_stack = 1;
  auto on_heap = std::make_unique<int>(1);
  const pid_t pid = child([&] {
    global += 10, on_stack += 20, *on_heap += 30, local_to_thread += 40;
    course_test::observe("child", global, on_stack, *on_heap, local_to_thread);
  });
  global += 1;
  course_test::observe("holds", ends_well(pid) && global == 2 &&
                                    on_stack == 1 && *on_heap == 1 &&
                                    local_to_thread == 1);
}

// expect: pass
COURSE_SCENARIO("three children at a time, each with its own end") {
  std::vector<pid_t> pids;
  for (int i = 0; i < 3; ++i)
    pids.push_back(child([i] {
      global += i;
      if (i == 2) raise(SIGKILL);
      _exit(global);
    }));
  const int first = status_of(pids[0]), second = status_of(pids[1]),
            third = status_of(pids[2]);
  course_test::observe("holds",
                       WEXITSTATUS(first) == 1 && WEXITSTATUS(second) == 2 &&
                           WIFSIGNALED(third) && WTERMSIG(third) == SIGKILL &&
                           waitpid(-1, nullptr, 0) == -1 && errno == ECHILD);
}

// expect: pass
COURSE_SCENARIO("a child forks, and has threads") {
  const pid_t pid = child([] {
    std::mutex m;
    const auto add = [&] {
      std::lock_guard l(m);
      ++global;
    };
    both(add, add);
    const pid_t grandchild = child([] { _exit(global); });
    _exit(WEXITSTATUS(status_of(grandchild)) + 4);
  });
  course_test::observe("holds", WEXITSTATUS(status_of(pid)) == 7);
}

// expect: pass
COURSE_SCENARIO("fork while another thread works") {
  std::mutex m;
  int number = 0;
  std::thread other([&] {
    std::lock_guard l(m);
    ++number;
  });
  pid_t pid;
  {
    std::lock_guard l(m);  // so nobody else holds it
    pid = child([&] { number += 10; });
  }
  other.join();
  course_test::observe("holds", ends_well(pid) && number == 1);
}

// expect: pass
COURSE_SCENARIO("bytes through a pipe, and the end of it") {
  int ends[2];
  if (pipe(ends)) return;
  const pid_t pid = child([&] {
    close(ends[0]);
    for (const char* word : {"one ", "two ", "three"})
      if (write(ends[1], word, strlen(word)) < 0) _exit(1);
    close(ends[1]);
  });
  close(ends[1]);
  std::string all;
  char buffer[16];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
    all.append(buffer, static_cast<std::size_t>(n));
  close(ends[0]);
  course_test::observe("holds", ends_well(pid) && all == "one two three");
}

// expect: pass
COURSE_SCENARIO("more than fits into a pipe") {
  int ends[2];
  if (pipe(ends)) return;
  const std::string sent(150'000, 'x');
  const pid_t pid = child([&] {
    close(ends[0]);
    if (write(ends[1], sent.data(), sent.size()) !=
        static_cast<ssize_t>(sent.size()))
      _exit(1);
  });
  close(ends[1]);
  std::size_t got = 0;
  static char buffer[70'000];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
    got += static_cast<std::size_t>(n);
  close(ends[0]);
  course_test::observe("holds", ends_well(pid) && got == sent.size());
}

// expect: pass
COURSE_SCENARIO("question and answer over a pair of sockets") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) return;
  const pid_t pid = child([&] {
    close(ends[0]);
    char c;
    while (recv(ends[1], &c, 1, 0) == 1) {
      ++c;
      send(ends[1], &c, 1, MSG_NOSIGNAL);
    }
    close(ends[1]);
  });
  close(ends[1]);
  char c = 'a';
  bool right = fcntl(ends[0], F_GETFD) == FD_CLOEXEC;
  for (char expected : {'b', 'c'}) {
    send(ends[0], &c, 1, 0);
    right &= recv(ends[0], &c, 1, 0) == 1 && c == expected;
  }
  close(ends[0]);
  course_test::observe("holds", ends_well(pid) && right);
}

// expect: pass
COURSE_SCENARIO("poll waits for the first of two") {
  int a[2], b[2];
  if (pipe(a) || pipe(b)) return;
  const pid_t pid = child([&] {
    if (write(b[1], "b", 1) != 1 || write(a[1], "a", 1) != 1) _exit(1);
  });
  int got = 0;
  while (got < 2) {
    std::array<pollfd, 2> list{{{a[0], POLLIN, 0}, {b[0], POLLIN, 0}}};
    if (poll(list.data(), 2, -1) < 1) break;
    for (const pollfd& p : list) {
      char c;
      if (p.revents & POLLIN) got += read(p.fd, &c, 1) == 1;
    }
  }
  pollfd nothing{a[0], POLLIN, 0};
  const bool timed_out = poll(&nothing, 1, 50) == 0;
  for (int fd : {a[0], a[1], b[0], b[1]}) close(fd);
  course_test::observe("holds", ends_well(pid) && got == 2 && timed_out);
}

// expect: pass
COURSE_SCENARIO("a number in shared memory under a shared mutex") {
  auto* n = shared<LockedNumber>();
  const auto add = [n] {
    pthread_mutex_lock(&n->mutex);
    ++n->number;
    pthread_mutex_unlock(&n->mutex);
  };
  const pid_t pid = child(add);
  add();
  const bool well = ends_well(pid);
  course_test::observe("holds", well && n->number == 2);
  munmap(n, sizeof *n);
}

// expect: pass
COURSE_SCENARIO("a robust mutex outlives its owner") {
  auto* n = new (shared<LockedNumber>()) LockedNumber(true);
  const pid_t pid = child([n] {
    pthread_mutex_lock(&n->mutex);
    raise(SIGKILL);
  });
  int error = pthread_mutex_lock(&n->mutex);
  if (error == EOWNERDEAD) error = pthread_mutex_consistent(&n->mutex);
  ++n->number;
  pthread_mutex_unlock(&n->mutex);
  status_of(pid);
  course_test::observe("holds", error == 0 && n->number == 1);
  munmap(n, sizeof *n);
}

// expect: pass, every order
// with: killed
COURSE_SCENARIO("killed before it waits for a lock") {
  auto* n = new (shared<LockedNumber>()) LockedNumber(true);
  const auto add = [n] {
    if (pthread_mutex_lock(&n->mutex) == EOWNERDEAD)
      pthread_mutex_consistent(&n->mutex);
    ++n->number;
    pthread_mutex_unlock(&n->mutex);
  };
  pthread_mutex_lock(&n->mutex);
  const pid_t pid = child([&] {
    course_test::MayBeKilled may_be_killed;
    add();
  });
  pthread_mutex_unlock(&n->mutex);
  add();
  status_of(pid);
  course_test::observe("holds", n->number == 1 || n->number == 2);
  munmap(n, sizeof *n);
}

// Nobody wakes who is no more.
// expect: pass
// with: killed
COURSE_SCENARIO("a child may be killed while it waits") {
  int there[2], back[2];
  if (pipe(there) || pipe(back)) return;
  const pid_t pid = child([&] {
    close(there[1]);
    course_test::MayBeKilled may;
    char c;
    while (read(there[0], &c, 1) == 1 && write(back[1], &c, 1) == 1) {
    }
  });
  close(there[0]);
  close(back[1]);
  signal(SIGPIPE, SIG_IGN);
  char c = 'x';
  const bool fed = write(there[1], &c, 1) == 1;
  const bool answered = fed && read(back[0], &c, 1) == 1;
  close(there[1]);
  close(back[0]);
  const bool well = ends_well(pid);
  const int killed = course_test::processes_killed();
  course_test::observe("holds", killed == !well && (answered || killed == 1));
}

// expect: pass
COURSE_SCENARIO("a small pipe holds a page") {
  course_test::SmallPipes small;
  int ends[2];
  if (pipe2(ends, O_NONBLOCK)) return;
  const std::vector<char> page(4096);
  const bool fits = write(ends[1], page.data(), page.size()) == 4096;
  const bool full = write(ends[1], page.data(), 1) == -1 && errno == EAGAIN;
  close(ends[0]);
  close(ends[1]);
  course_test::observe("holds", fits && full);
}

// What a process gives back by its end comes behind all it has done, also if
// somebody else ends it.
// expect: pass
COURSE_SCENARIO("a killed child gives its lock and its pipe back") {
  auto* n = shared<int>();
  int ends[2];
  const int file = memfd_create("lock", 0);
  if (pipe(ends)) return;
  const pid_t writer = child([&] {
    lockf(file, F_LOCK, 0);
    *n = 1;
    for (;;) pause();
  });
  const pid_t locker = child([&] {
    close(ends[1]);
    lockf(file, F_LOCK, 0);
    if (*n > 1) _exit(1);
  });
  const pid_t reader = child([&] {
    close(ends[1]);
    char c;
    if (read(ends[0], &c, 1) != 0 || *n > 1) _exit(1);
  });
  close(ends[1]);
  kill(writer, SIGKILL);
  const bool right = ends_well(locker) && ends_well(reader);
  status_of(writer);
  close(ends[0]);
  close(file);
  course_test::observe("holds", right);
  munmap(n, sizeof *n);
}

// expect: pass
COURSE_SCENARIO("the end of a pipe comes behind all who could write") {
  auto* numbers = shared<std::array<int, 2>>();
  int ends[2];
  if (pipe(ends)) return;
  pid_t pids[2];
  for (std::size_t i = 0; i < 2; ++i)
    pids[i] = child([&] { (*numbers)[i] = 1; });
  close(ends[1]);
  char c;
  const bool end = read(ends[0], &c, 1) == 0;
  const bool right = (*numbers)[0] + (*numbers)[1] == 2;
  for (pid_t pid : pids) waitpid(pid, nullptr, 0);
  close(ends[0]);
  course_test::observe("holds", end && right);
  munmap(numbers, sizeof *numbers);
}
