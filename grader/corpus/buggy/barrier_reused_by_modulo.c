// expect: deadlock
// The hand-made barrier asks whether the arrivals divide evenly; it shows when
// the last rower starts the next stroke before the first one has woken.
#include <pthread.h>
#include <stdio.h>

#define ROWERS 2
#define STROKES 2

struct rendezvous {
  pthread_mutex_t lock;
  pthread_cond_t complete;
  int arrived;
};

static struct rendezvous stroke = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                   .complete = PTHREAD_COND_INITIALIZER};

static void meet(struct rendezvous* point) {
  pthread_mutex_lock(&point->lock);
  point->arrived++;
  if (point->arrived % ROWERS == 0) pthread_cond_broadcast(&point->complete);
  while (point->arrived % ROWERS != 0) {
    pthread_cond_wait(&point->complete, &point->lock);
  }
  pthread_mutex_unlock(&point->lock);
}

static void* row(void* arg) {
  int* strokes = arg;
  for (int i = 0; i < STROKES; ++i) {
    ++*strokes;
    meet(&stroke);
  }
  return NULL;
}

int main(void) {
  int strokes[ROWERS] = {0};
  pthread_t rowers[ROWERS];
  for (int i = 0; i < ROWERS; ++i) {
    pthread_create(&rowers[i], NULL, row, &strokes[i]);
  }
  for (int i = 0; i < ROWERS; ++i) pthread_join(rowers[i], NULL);
  printf("%d strokes\n", strokes[0] + strokes[1]);
  return 0;
}
