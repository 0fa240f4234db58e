// output: always the same
// A process is killed while it holds a lock, in the middle of a transfer. What
// does the next one find?
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

void need_zero(int error, const char* what) {  // pthread calls return it
  errno = error;
  need(error == 0, what);
}

struct Accounts {
  pthread_mutex_t m;
  int mine = 100;  // guarded by m
  int yours = 0;   // guarded by m; together always 100
};

void make_mutex(pthread_mutex_t& m, int robust) {
  pthread_mutexattr_t a;
  need_zero(pthread_mutexattr_init(&a), "pthread_mutexattr_init");
  need_zero(pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED),
            "pthread_mutexattr_setpshared");
  need_zero(pthread_mutexattr_setrobust(&a, robust),
            "pthread_mutexattr_setrobust");
  need_zero(pthread_mutex_init(&m, &a), "pthread_mutex_init");
  pthread_mutexattr_destroy(&a);
}

// region transfer
void transfer(Accounts& a, int amount) {
  need_zero(pthread_mutex_lock(&a.m), "pthread_mutex_lock");
  a.mine -= amount;
  raise(SIGKILL);  // as if somebody had typed kill -9 just now
  a.yours += amount;
  pthread_mutex_unlock(&a.m);
}
// endregion transfer

// Accounts in which a child has been killed.
Accounts& after_death(int robust) {
  void* at = mmap(nullptr, sizeof(Accounts), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  auto& a = *new (at) Accounts();
  make_mutex(a.m, robust);
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    transfer(a, 30);
    _exit(0);
  }
  need(waitpid(child, nullptr, 0) == child, "waitpid");
  return a;
}

// Gives up after a tenth of a second.
int lock(Accounts& a) {
  timespec until;
  need(clock_gettime(CLOCK_MONOTONIC, &until) == 0, "clock_gettime");
  until.tv_nsec += 100'000'000;
  until.tv_sec += until.tv_nsec / 1'000'000'000;
  until.tv_nsec %= 1'000'000'000;
  const int error = pthread_mutex_clocklock(&a.m, CLOCK_MONOTONIC, &until);
  std::printf("  lock: %-22s  %d + %d\n", std::strerror(error), a.mine,
              a.yours);
  return error;
}

int main() {
  std::printf("a plain mutex\n");
  lock(after_death(PTHREAD_MUTEX_STALLED));

  std::printf("a robust one, repaired\n");
  // region repair
  Accounts& a = after_death(PTHREAD_MUTEX_ROBUST);
  if (lock(a) == EOWNERDEAD) {  // we have the lock, and a warning
    a.yours = 100 - a.mine;
    need_zero(pthread_mutex_consistent(&a.m), "pthread_mutex_consistent");
  }
  pthread_mutex_unlock(&a.m);
  if (lock(a) == 0) pthread_mutex_unlock(&a.m);
  // endregion repair

  std::printf("a robust one, without pthread_mutex_consistent\n");
  Accounts& b = after_death(PTHREAD_MUTEX_ROBUST);
  lock(b);
  pthread_mutex_unlock(&b.m);
  lock(b);
}
