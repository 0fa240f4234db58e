// expect: pass
// Sleeps suggest an order of the runners that nothing guarantees, but the lock
// and the joins do the real work and main accepts every order.
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#define RUNNERS 3

struct runner {
  int number;
  long pause_ms;
};

struct board {
  pthread_mutex_t lock;
  int places[RUNNERS];
  int arrived;
};

static struct board board = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void* run(void* arg) {
  struct runner* runner = arg;
  struct timespec pause = {.tv_sec = 0, .tv_nsec = runner->pause_ms * 1000000L};
  nanosleep(&pause, NULL);
  pthread_mutex_lock(&board.lock);
  board.places[board.arrived++] = runner->number;
  pthread_mutex_unlock(&board.lock);
  return NULL;
}

int main(void) {
  struct runner runners[RUNNERS] = {{1, 1}, {2, 2}, {4, 3}};
  pthread_t threads[RUNNERS];
  for (int i = 0; i < RUNNERS; ++i) {
    pthread_create(&threads[i], NULL, run, &runners[i]);
  }
  int seen = 0;
  for (int i = 0; i < RUNNERS; ++i) pthread_join(threads[i], NULL);
  for (int i = 0; i < RUNNERS; ++i) seen |= board.places[i];
  printf("first was %d\n", board.places[0]);
  return board.arrived == RUNNERS && seen == 7 ? 0 : 1;
}
