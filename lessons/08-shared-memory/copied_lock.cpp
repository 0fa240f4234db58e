// output: always the same
// Locks in several places. The parent holds one; what does the child get? Each
// child has a time limit, so that none outlives this program.
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <new>
#include <string>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

void need_zero(int error, const char* what) {  // pthread calls return it
  errno = error;
  need(error == 0, what);
}

// In shared memory: how far the child is.
struct Report {
  std::atomic<bool> may_try, tried, refused, has_it;
  char proc[32];  // the child's name in /proc: in a container, not getpid()
};

template <class T>
T* shared() {
  void* at = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  return new (at) T();
}

bool asleep(const Report& child) {
  std::ifstream file(std::string("/proc/") + child.proc + "/stat");
  std::string line;
  need(static_cast<bool>(std::getline(file, line)), "/proc");
  return line[line.rfind(')') + 2] == 'S';
}

void child_program(auto& lock, Report& report) {
  alarm(30);
  while (!report.may_try) usleep(1000);
  const bool got = lock.try_lock();
  report.refused = !got;
  report.tried = true;
  if (!got) lock.lock();
  report.has_it = true;
  _exit(0);
}

// Sleeping means: in lock(), and nobody has woken it. One that has been woken
// does not count as asleep, even if it gets no processor for a while.
const char* what_becomes_of_it(const Report& child) {
  for (int seen = 0; seen < 300; ++seen) {
    if (child.has_it) return "wakes up and has it";
    if (!asleep(child)) seen = 0;
    usleep(1000);
  }
  return "sleeps on";
}

enum class Forked { before_the_parent_locks, while_the_parent_holds_it };

void show(const char* name, auto& lock, Forked when) {
  Report& report = *shared<Report>();
  const bool before = when == Forked::before_the_parent_locks;
  if (!before) lock.lock();
  std::fflush(stdout);
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    const ssize_t n =
        readlink("/proc/self", report.proc, sizeof report.proc - 1);
    if (n > 0) child_program(lock, report);
    _exit(1);
  }
  if (before) lock.lock();
  report.may_try = true;
  while (!report.tried) usleep(1000);
  const char* first = "gets it, too";
  const char* then = "both hold it now";
  if (report.refused) {
    first = "refused";
    while (!asleep(report)) usleep(1000);
    lock.unlock();
    then = what_becomes_of_it(report);
  }
  std::printf("%-30s  %-12s  %s\n", name, first, then);
  kill(child, SIGKILL);  // no matter if it has ended: it is our child still
  need(waitpid(child, nullptr, 0) == child, "waitpid");
  munmap(&report, sizeof report);
}

// region locks
// A lock for several processes. It must lie in shared memory.
struct SharedMutex {
  pthread_mutex_t m;

  SharedMutex() {
    pthread_mutexattr_t a;
    need_zero(pthread_mutexattr_init(&a), "pthread_mutexattr_init");
    need_zero(pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED),
              "pthread_mutexattr_setpshared");
    need_zero(pthread_mutex_init(&m, &a), "pthread_mutex_init");
    pthread_mutexattr_destroy(&a);
  }
  void lock() { need_zero(pthread_mutex_lock(&m), "pthread_mutex_lock"); }
  bool try_lock() { return pthread_mutex_trylock(&m) == 0; }
  void unlock() { pthread_mutex_unlock(&m); }
};

// A semaphore that starts with 1 can serve as a lock.
template <int PShared>  // 0: for threads, 1: for processes, too
struct PosixSemaphore {
  sem_t s;

  PosixSemaphore() { need(sem_init(&s, PShared, 1) == 0, "sem_init"); }
  void lock() { need(sem_wait(&s) == 0, "sem_wait"); }
  bool try_lock() { return sem_trywait(&s) == 0; }
  void unlock() { sem_post(&s); }
};
// endregion locks

// A flag as a lock, for threads: who finds it set waits until it changes.
struct AtomicFlag {
  std::atomic_flag taken;

  void lock() {
    while (taken.test_and_set()) taken.wait(true);
  }
  bool try_lock() { return !taken.test_and_set(); }
  void unlock() {
    taken.clear();
    taken.notify_one();
  }
};

int main() {
  using enum Forked;
  std::printf("%-30s  %-12s  %s\n", "", "try_lock",
              "lock, then the parent unlocks");
  std::mutex own1, own2;
  show("std::mutex, not shared", own1, before_the_parent_locks);
  show("the same, locked before fork", own2, while_the_parent_holds_it);
  std::printf("in shared memory:\n");
  const auto when = before_the_parent_locks;
  show("std::mutex", *shared<std::mutex>(), when);
  show("std::atomic_flag and its wait", *shared<AtomicFlag>(), when);
  show("sem_t, pshared = 0", *shared<PosixSemaphore<0>>(), when);
  show("sem_t, pshared = 1", *shared<PosixSemaphore<1>>(), when);
  show("PTHREAD_PROCESS_SHARED mutex", *shared<SharedMutex>(), when);
}
