// expect: pass
// Two semaphores for several processes count free and full places of a ring;
// one producer and one consumer need no lock.
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLACES 2
#define ITEMS 3

struct ring {
  sem_t free, full;
  int items[PLACES];
};

int main(void) {
  struct ring* r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (r == MAP_FAILED) return 1;
  sem_init(&r->free, 1, PLACES);
  sem_init(&r->full, 1, 0);
  pid_t pid = fork();
  if (pid == 0) {
    for (int i = 0; i < ITEMS; ++i) {
      while (sem_wait(&r->free) != 0) {
      }
      r->items[i % PLACES] = i + 1;
      sem_post(&r->full);
    }
    _exit(0);
  }
  int sum = 0;
  for (int i = 0; i < ITEMS; ++i) {
    while (sem_wait(&r->full) != 0) {
    }
    sum += r->items[i % PLACES];
    sem_post(&r->free);
  }
  waitpid(pid, NULL, 0);
  sem_destroy(&r->free);
  sem_destroy(&r->full);
  munmap(r, sizeof *r);
  return sum == 6 ? 0 : 1;
}
