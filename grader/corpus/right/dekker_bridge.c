// expect: pass
// Dekker's algorithm lets two lorries share a one-lane bridge; both spin with
// yields and one lowers its flag, so they neither meet nor wait for ever.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>

#define TRIPS 2

struct bridge {
  atomic_int wants[2];
  atomic_int turn;
  int crossings;
};

static struct bridge bridge;

static void enter(int self) {
  int other = 1 - self;
  atomic_store(&bridge.wants[self], 1);
  while (atomic_load(&bridge.wants[other])) {
    if (atomic_load(&bridge.turn) != self) {
      atomic_store(&bridge.wants[self], 0);
      while (atomic_load(&bridge.turn) != self) sched_yield();
      atomic_store(&bridge.wants[self], 1);
    } else {
      sched_yield();
    }
  }
}

static void leave(int self) {
  atomic_store(&bridge.turn, 1 - self);
  atomic_store(&bridge.wants[self], 0);
}

static void* lorry_main(void* arg) {
  int self = *(int*)arg;
  for (int trip = 0; trip < TRIPS; ++trip) {
    enter(self);
    bridge.crossings++;
    leave(self);
  }
  return NULL;
}

int main(void) {
  int sides[2] = {0, 1};
  pthread_t lorries[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&lorries[i], NULL, lorry_main, &sides[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(lorries[i], NULL);
  printf("crossings %d\n", bridge.crossings);
  return bridge.crossings == 2 * TRIPS ? 0 : 1;
}
