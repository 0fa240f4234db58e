// expect: data-race
// Main raises the plain stop flag after starting the collector, which reads it
// before each round; the write and the first read are unordered in every order.
#include <pthread.h>
#include <stdio.h>

#define ROUNDS 2

struct collector {
  pthread_mutex_t lock;
  int samples;
  int stopping;
};

static struct collector collector = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void* collect(void* arg) {
  struct collector* self = arg;
  for (int round = 0; round < ROUNDS; ++round) {
    if (self->stopping) break;
    pthread_mutex_lock(&self->lock);
    self->samples++;
    pthread_mutex_unlock(&self->lock);
  }
  return NULL;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, collect, &collector);
  collector.stopping = 1;
  pthread_join(thread, NULL);
  printf("samples %d\n", collector.samples);
  return 0;
}
