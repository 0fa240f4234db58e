// expect: deadlock
// withdraw returns without unlocking when the till is short; whichever cashier
// comes second finds it short, and the closing count never gets the lock.
#include <pthread.h>
#include <stdio.h>

struct till {
  pthread_mutex_t lock;
  int cash;
};

static struct till till = {.lock = PTHREAD_MUTEX_INITIALIZER, .cash = 70};

static int withdraw(struct till* from, int amount) {
  pthread_mutex_lock(&from->lock);
  if (from->cash < amount) return -1;
  from->cash -= amount;
  pthread_mutex_unlock(&from->lock);
  return 0;
}

static int count_cash(struct till* counted) {
  pthread_mutex_lock(&counted->lock);
  int cash = counted->cash;
  pthread_mutex_unlock(&counted->lock);
  return cash;
}

static void* cashier_main(void* arg) {
  withdraw(arg, 50);
  return NULL;
}

int main(void) {
  pthread_t cashiers[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&cashiers[i], NULL, cashier_main, &till);
  }
  for (int i = 0; i < 2; ++i) pthread_join(cashiers[i], NULL);
  printf("cash %d\n", count_cash(&till));
  return 0;
}
