// expect: lost-wakeup
// The bell is a bare signal without any recorded state; if the courier rings
// before the porter waits, the signal is gone and the porter sleeps for ever.
#include <pthread.h>
#include <stdio.h>

struct door {
  pthread_mutex_t lock;
  pthread_cond_t bell;
  int opened;
};

static struct door door = {.lock = PTHREAD_MUTEX_INITIALIZER,
                           .bell = PTHREAD_COND_INITIALIZER};

static void* porter_main(void* arg) {
  struct door* watched = arg;
  pthread_mutex_lock(&watched->lock);
  pthread_cond_wait(&watched->bell, &watched->lock);
  watched->opened = 1;
  pthread_mutex_unlock(&watched->lock);
  return NULL;
}

static void* courier_main(void* arg) {
  struct door* rung = arg;
  pthread_mutex_lock(&rung->lock);
  pthread_cond_signal(&rung->bell);
  pthread_mutex_unlock(&rung->lock);
  return NULL;
}

int main(void) {
  pthread_t porter;
  pthread_t courier;
  pthread_create(&porter, NULL, porter_main, &door);
  pthread_create(&courier, NULL, courier_main, &door);
  pthread_join(courier, NULL);
  pthread_join(porter, NULL);
  printf("opened %d\n", door.opened);
  return 0;
}
