// expect: pass
// A miss gives the read lock back before it takes the write lock; another
// thread may fill the slot in that window, so the writer looks again.
#include <pthread.h>
#include <stdio.h>

#define SLOTS 4

struct table {
  pthread_rwlock_t lock;
  int cubes[SLOTS];
  int fills;
};

static struct table table = {.lock = PTHREAD_RWLOCK_INITIALIZER};

static int lookup(struct table* in, int slot) {
  pthread_rwlock_rdlock(&in->lock);
  int cube = in->cubes[slot];
  pthread_rwlock_unlock(&in->lock);
  if (cube != 0) return cube;
  pthread_rwlock_wrlock(&in->lock);
  if (in->cubes[slot] == 0) {
    in->cubes[slot] = slot * slot * slot;
    in->fills++;
  }
  cube = in->cubes[slot];
  pthread_rwlock_unlock(&in->lock);
  return cube;
}

static void* reader_main(void* arg) {
  int* sum = arg;
  *sum = lookup(&table, 2) + lookup(&table, 3);
  return NULL;
}

int main(void) {
  int sums[2] = {0, 0};
  pthread_t readers[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&readers[i], NULL, reader_main, &sums[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(readers[i], NULL);
  pthread_rwlock_destroy(&table.lock);
  printf("fills %d\n", table.fills);
  return sums[0] == 35 && sums[1] == 35 && table.fills == 2 ? 0 : 1;
}
