// expect: pass
// A worker leaves by pthread_exit while it holds the lock, as if it kept it for
// ever; the pushed clean-up handler unlocks it on the way out.
#include <pthread.h>
#include <stdio.h>

struct depot {
  pthread_mutex_t lock;
  int loads;
};

static struct depot depot = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void unlock_depot(void* arg) {
  struct depot* locked = arg;
  pthread_mutex_unlock(&locked->lock);
}

static void load(struct depot* at, int weight) {
  pthread_mutex_lock(&at->lock);
  pthread_cleanup_push(unlock_depot, at);
  if (weight < 0) pthread_exit(NULL);
  at->loads += weight;
  pthread_cleanup_pop(1);
}

static void* lorry_main(void* arg) {
  int* weight = arg;
  load(&depot, *weight);
  return weight;
}

int main(void) {
  int weights[3] = {5, -1, 7};
  pthread_t lorries[3];
  int returned = 0;
  for (int i = 0; i < 3; ++i) {
    pthread_create(&lorries[i], NULL, lorry_main, &weights[i]);
  }
  for (int i = 0; i < 3; ++i) {
    void* result = NULL;
    pthread_join(lorries[i], &result);
    if (result != NULL) returned++;
  }
  printf("%d lorries, %d loaded\n", returned, depot.loads);
  return returned == 2 && depot.loads == 12 ? 0 : 1;
}
