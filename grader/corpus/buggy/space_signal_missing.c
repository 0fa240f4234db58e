// expect: lost-wakeup
// take() frees a place in the full tray but signals nobody; it shows when the
// cook already sleeps in put() for the second plate.
#include <stdio.h>
#include <threads.h>

#define PLATES 2

struct tray {
  mtx_t lock;
  cnd_t filled;
  cnd_t freed;
  int plate;
};

static struct tray tray;

static void put(struct tray* on, int plate) {
  mtx_lock(&on->lock);
  while (on->plate != 0) cnd_wait(&on->freed, &on->lock);
  on->plate = plate;
  cnd_signal(&on->filled);
  mtx_unlock(&on->lock);
}

static int take(struct tray* from) {
  mtx_lock(&from->lock);
  while (from->plate == 0) cnd_wait(&from->filled, &from->lock);
  int plate = from->plate;
  from->plate = 0;
  mtx_unlock(&from->lock);
  return plate;
}

static int cook_main(void* arg) {
  for (int plate = 1; plate <= PLATES; ++plate) put(arg, plate);
  return 0;
}

int main(void) {
  thrd_t cook;
  int served = 0;
  mtx_init(&tray.lock, mtx_plain);
  cnd_init(&tray.filled);
  cnd_init(&tray.freed);
  thrd_create(&cook, cook_main, &tray);
  for (int i = 0; i < PLATES; ++i) served += take(&tray);
  thrd_join(cook, NULL);
  cnd_destroy(&tray.freed);
  cnd_destroy(&tray.filled);
  mtx_destroy(&tray.lock);
  printf("served %d\n", served);
  return 0;
}
