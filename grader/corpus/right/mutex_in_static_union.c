// expect: pass
// The statically initialised mutex shares a padded union with raw bytes that
// nobody touches; it is never destroyed, which a static mutex need not be.
#include <pthread.h>
#include <stdio.h>

#define CACHE_LINE 64

union padded_mutex {
  pthread_mutex_t mutex;
  unsigned char line[CACHE_LINE];
};

struct shard {
  union padded_mutex lock;
  int keys;
};

static struct shard shards[2] = {{.lock = {PTHREAD_MUTEX_INITIALIZER}},
                                 {.lock = {PTHREAD_MUTEX_INITIALIZER}}};

static void insert(int key) {
  struct shard* shard = &shards[key % 2];
  pthread_mutex_lock(&shard->lock.mutex);
  shard->keys++;
  pthread_mutex_unlock(&shard->lock.mutex);
}

static void* loader_main(void* arg) {
  int* first = arg;
  for (int i = 0; i < 3; ++i) insert(*first + i);
  return NULL;
}

int main(void) {
  int firsts[2] = {10, 21};
  pthread_t loaders[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&loaders[i], NULL, loader_main, &firsts[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(loaders[i], NULL);
  printf("even %d odd %d\n", shards[0].keys, shards[1].keys);
  return shards[0].keys == 3 && shards[1].keys == 3 ? 0 : 1;
}
