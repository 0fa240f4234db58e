// expect: livelock
// Each train raises its own flag and spins while the other's is up; when both
// raise theirs before looking, neither gives way and both spin for ever.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

struct crossing {
  atomic_int flag[2];
  int passed;
};

static struct crossing crossing;

static void cross(int train) {
  atomic_store(&crossing.flag[train], 1);
  while (atomic_load(&crossing.flag[1 - train])) sched_yield();
  crossing.passed++;
  atomic_store(&crossing.flag[train], 0);
}

static void* express_main(void* arg) {
  (void)arg;
  cross(0);
  return NULL;
}

static void* freight_main(void* arg) {
  (void)arg;
  cross(1);
  return NULL;
}

int main(void) {
  pthread_t express;
  pthread_t freight;
  pthread_create(&express, NULL, express_main, NULL);
  pthread_create(&freight, NULL, freight_main, NULL);
  pthread_join(express, NULL);
  pthread_join(freight, NULL);
  printf("passed %d\n", crossing.passed);
  return 0;
}
