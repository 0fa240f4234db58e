// output: differs from run to run
// A bare pipe from one process to another; the same with a lock at each end,
// for one and for several processes at each end.
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <new>
#include <vector>

using Clock = std::chrono::steady_clock;
constexpr int messages = 100'000;

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

// Two locks in memory that all processes share (lesson 08 is about it).
struct Locks {
  pthread_mutex_t reading, writing;
};

Locks* make_locks() {
  void* memory = mmap(nullptr, sizeof(Locks), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  must(memory != MAP_FAILED, "mmap");
  auto* locks = new (memory) Locks;
  pthread_mutexattr_t shared;
  must(pthread_mutexattr_init(&shared) == 0, "mutexattr_init");
  must(pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED) == 0,
       "setpshared");
  must(pthread_mutex_init(&locks->reading, &shared) == 0, "mutex_init");
  must(pthread_mutex_init(&locks->writing, &shared) == 0, "mutex_init");
  return locks;
}

// region ends
void produce(int to, Locks* locks, int count) {
  for (std::int64_t i = 0; i < count; ++i) {
    if (locks) pthread_mutex_lock(&locks->writing);
    must(write(to, &i, sizeof i) == sizeof i, "write");
    if (locks) pthread_mutex_unlock(&locks->writing);
  }
}

void consume(int from, Locks* locks) {
  for (std::int64_t item, n = sizeof item; n == sizeof item;) {
    if (locks) pthread_mutex_lock(&locks->reading);
    n = read(from, &item, sizeof item);
    if (locks) pthread_mutex_unlock(&locks->reading);
  }
}
// endregion ends

// Millions of messages a second; `each` processes at each end.
double measure(int each, Locks* locks) {
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  std::vector<pid_t> children;
  const auto start = Clock::now();
  for (int i = 0; i < 2 * each; ++i) {
    const pid_t pid = fork();
    must(pid >= 0, "fork");
    if (pid == 0) {
      const bool reads = i % 2 == 0;
      close(ends[reads ? 1 : 0]);
      if (reads)
        consume(ends[0], locks);
      else
        produce(ends[1], locks, messages / each);
      _exit(0);
    }
    children.push_back(pid);
  }
  close(ends[0]);
  close(ends[1]);
  for (pid_t pid : children) must(waitpid(pid, nullptr, 0) == pid, "waitpid");
  const std::chrono::duration<double> passed = Clock::now() - start;
  return 1e-6 * messages / passed.count();
}

// Others use this machine, too: the best of five tries says most.
double best(int each, Locks* locks) {
  double result = 0;
  for (int i = 0; i < 5; ++i) result = std::max(result, measure(each, locks));
  return result;
}

int main() {
  Locks* locks = make_locks();
  const double bare = best(1, nullptr);
  const double one = best(1, locks), two = best(2, locks);
  std::printf("pipe,            1 to 1: %5.2f million messages/s\n", bare);
  std::printf("pipe with locks, 1 to 1: %5.2f million messages/s\n", one);
  std::printf("pipe with locks, 2 to 2: %5.2f million messages/s\n", two);
  munmap(locks, sizeof(Locks));
}
