// expect: pass
// After a pthread barrier one thread, whichever it is, is told to add up the
// plain results; a second barrier keeps the others from reading too early.
#include <pthread.h>
#include <stdio.h>

#define CREWS 3

struct harvest {
  pthread_barrier_t field;
  int baskets[CREWS];
  int total;
  int counters;
};

struct crew {
  int number;
  int seen_total;
};

static struct harvest harvest;

static void* pick(void* arg) {
  struct crew* crew = arg;
  harvest.baskets[crew->number] = 10 + crew->number;
  if (pthread_barrier_wait(&harvest.field) == PTHREAD_BARRIER_SERIAL_THREAD) {
    harvest.counters++;
    for (int i = 0; i < CREWS; ++i) harvest.total += harvest.baskets[i];
  }
  pthread_barrier_wait(&harvest.field);
  crew->seen_total = harvest.total;
  return NULL;
}

int main(void) {
  struct crew crews[CREWS];
  pthread_t threads[CREWS];
  pthread_barrier_init(&harvest.field, NULL, CREWS);
  for (int i = 0; i < CREWS; ++i) {
    crews[i].number = i;
    crews[i].seen_total = 0;
    pthread_create(&threads[i], NULL, pick, &crews[i]);
  }
  int right = 0;
  for (int i = 0; i < CREWS; ++i) {
    pthread_join(threads[i], NULL);
    if (crews[i].seen_total == 33) right++;
  }
  pthread_barrier_destroy(&harvest.field);
  printf("%d crews agree\n", right);
  return right == CREWS && harvest.counters == 1 ? 0 : 1;
}
