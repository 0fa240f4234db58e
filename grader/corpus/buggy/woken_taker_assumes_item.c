// expect: crash
// take() tests with `if` and asserts after waking; if one delivered item wakes
// both sleeping takers, the second finds the shelf empty.
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

struct shelf {
  pthread_mutex_t lock;
  pthread_cond_t filled;
  int items;
};

static struct shelf shelf = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .filled = PTHREAD_COND_INITIALIZER};

static void put(struct shelf* on) {
  pthread_mutex_lock(&on->lock);
  on->items++;
  pthread_cond_broadcast(&on->filled);
  pthread_mutex_unlock(&on->lock);
}

static void take(struct shelf* from) {
  pthread_mutex_lock(&from->lock);
  if (from->items == 0) pthread_cond_wait(&from->filled, &from->lock);
  assert(from->items > 0);
  from->items--;
  pthread_mutex_unlock(&from->lock);
}

static void* taker_main(void* arg) {
  take(arg);
  return NULL;
}

static void* filler_main(void* arg) {
  put(arg);
  put(arg);
  return NULL;
}

int main(void) {
  pthread_t takers[2];
  pthread_t filler;
  for (int i = 0; i < 2; ++i) {
    pthread_create(&takers[i], NULL, taker_main, &shelf);
  }
  pthread_create(&filler, NULL, filler_main, &shelf);
  for (int i = 0; i < 2; ++i) pthread_join(takers[i], NULL);
  pthread_join(filler, NULL);
  printf("left %d\n", shelf.items);
  return 0;
}
