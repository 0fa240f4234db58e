// expect: lost-wakeup
// The queue signals only when it was empty; with both consumers asleep, the
// second order comes without a signal and one consumer sleeps beside it.
#include <pthread.h>
#include <stdio.h>

struct orders {
  pthread_mutex_t lock;
  pthread_cond_t filled;
  int waiting;
  int served;
};

static struct orders orders = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .filled = PTHREAD_COND_INITIALIZER};

static void place(struct orders* queue) {
  pthread_mutex_lock(&queue->lock);
  if (queue->waiting == 0) pthread_cond_signal(&queue->filled);
  queue->waiting++;
  pthread_mutex_unlock(&queue->lock);
}

static void* waiter_main(void* arg) {
  struct orders* queue = arg;
  pthread_mutex_lock(&queue->lock);
  while (queue->waiting == 0) pthread_cond_wait(&queue->filled, &queue->lock);
  queue->waiting--;
  queue->served++;
  pthread_mutex_unlock(&queue->lock);
  return NULL;
}

static void* guest_main(void* arg) {
  place(arg);
  place(arg);
  return NULL;
}

int main(void) {
  pthread_t waiters[2];
  pthread_t guest;
  for (int i = 0; i < 2; ++i) {
    pthread_create(&waiters[i], NULL, waiter_main, &orders);
  }
  pthread_create(&guest, NULL, guest_main, &orders);
  for (int i = 0; i < 2; ++i) pthread_join(waiters[i], NULL);
  pthread_join(guest, NULL);
  printf("served %d\n", orders.served);
  return 0;
}
