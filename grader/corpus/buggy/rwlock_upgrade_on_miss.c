// expect: deadlock
// On a miss the lookup asks for the write lock while it still holds the read
// lock, so it waits for itself; any order has a first lookup that misses.
#include <pthread.h>
#include <stdio.h>

#define SLOTS 4

static pthread_rwlock_t table_lock = PTHREAD_RWLOCK_INITIALIZER;
static int squares[SLOTS];

static void fill(int slot) {
  pthread_rwlock_wrlock(&table_lock);
  squares[slot] = slot * slot;
  pthread_rwlock_unlock(&table_lock);
}

static int lookup(int slot) {
  pthread_rwlock_rdlock(&table_lock);
  if (squares[slot] == 0) fill(slot);
  int square = squares[slot];
  pthread_rwlock_unlock(&table_lock);
  return square;
}

static void* reader_main(void* arg) {
  int* slot = arg;
  *slot = lookup(*slot);
  return NULL;
}

int main(void) {
  int slots[2] = {2, 3};
  pthread_t readers[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&readers[i], NULL, reader_main, &slots[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(readers[i], NULL);
  printf("%d %d\n", slots[0], slots[1]);
  return 0;
}
