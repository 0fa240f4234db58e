// expect: wrong-result
// The agent checks for a free seat and sells it in two separate critical
// sections; when both check before either sells, the last seat is sold twice.
#include <pthread.h>
#include <stdio.h>

struct train {
  pthread_mutex_t lock;
  int seats;
  int tickets;
};

static struct train night_train = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                   .seats = 1};

static int has_seat(struct train* train) {
  pthread_mutex_lock(&train->lock);
  int free = train->seats > 0;
  pthread_mutex_unlock(&train->lock);
  return free;
}

static void sell(struct train* train) {
  pthread_mutex_lock(&train->lock);
  train->seats--;
  train->tickets++;
  pthread_mutex_unlock(&train->lock);
}

static void* agent_main(void* arg) {
  if (has_seat(arg)) sell(arg);
  return NULL;
}

int main(void) {
  pthread_t agents[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&agents[i], NULL, agent_main, &night_train);
  }
  for (int i = 0; i < 2; ++i) pthread_join(agents[i], NULL);
  printf("tickets %d, seats %d\n", night_train.tickets, night_train.seats);
  return night_train.seats < 0 ? 1 : 0;
}
