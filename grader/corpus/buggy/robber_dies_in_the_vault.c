// expect: deadlock
// The vault's lock is shared by the processes, but not robust: if the child is
// killed while it holds the lock, the parent waits for ever.
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct vault {
  pthread_mutex_t lock;
  int gold;
};

static void change(struct vault* v, int by) {
  pthread_mutex_lock(&v->lock);
  v->gold += by;
  pthread_mutex_unlock(&v->lock);
}

int main(void) {
  struct vault* v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (v == MAP_FAILED) return 1;
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&v->lock, &shared);
  pid_t pid = fork();
  if (pid == 0) {
    change(v, -1);
    change(v, -1);
    _exit(0);
  }
  kill(pid, SIGKILL);
  waitpid(pid, NULL, 0);
  change(v, 2);
  munmap(v, sizeof *v);
  return 0;
}
