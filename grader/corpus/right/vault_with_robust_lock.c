// expect: pass
// Whoever finds the lock of a dead owner makes it usable again; the one number
// is changed last, so it is right at every moment.
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct vault {
  pthread_mutex_t lock;
  atomic_int gold;
};

static void change(struct vault* v, int by) {
  if (pthread_mutex_lock(&v->lock) == EOWNERDEAD)
    pthread_mutex_consistent(&v->lock);
  atomic_store(&v->gold, atomic_load(&v->gold) + by);
  pthread_mutex_unlock(&v->lock);
}

int main(void) {
  struct vault* v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (v == MAP_FAILED) return 1;
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&shared, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&v->lock, &shared);
  pid_t pid = fork();
  if (pid == 0) {
    change(v, 10);
    change(v, 10);
    _exit(0);
  }
  kill(pid, SIGKILL);
  waitpid(pid, NULL, 0);
  change(v, 1);
  const int gold = atomic_load(&v->gold);
  munmap(v, sizeof *v);
  return gold == 1 || gold == 11 || gold == 21 ? 0 : 1;
}
