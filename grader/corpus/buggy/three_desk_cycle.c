// expect: deadlock
// Each desk locks its own tray and then its right neighbour's; with two desks
// preempted after their first lock, all three wait in a circle.
#include <pthread.h>
#include <stdio.h>

#define DESKS 3

struct tray {
  pthread_mutex_t lock;
  int letters;
};

static struct tray trays[DESKS];

static void* pass_letter(void* arg) {
  struct tray* own = arg;
  struct tray* right = &trays[(own - trays + 1) % DESKS];
  pthread_mutex_lock(&own->lock);
  pthread_mutex_lock(&right->lock);
  own->letters--;
  right->letters++;
  pthread_mutex_unlock(&right->lock);
  pthread_mutex_unlock(&own->lock);
  return NULL;
}

int main(void) {
  pthread_t desks[DESKS];
  for (int i = 0; i < DESKS; ++i) {
    pthread_mutex_init(&trays[i].lock, NULL);
    trays[i].letters = 1;
  }
  for (int i = 0; i < DESKS; ++i) {
    pthread_create(&desks[i], NULL, pass_letter, &trays[i]);
  }
  int letters = 0;
  for (int i = 0; i < DESKS; ++i) pthread_join(desks[i], NULL);
  for (int i = 0; i < DESKS; ++i) {
    letters += trays[i].letters;
    pthread_mutex_destroy(&trays[i].lock);
  }
  printf("%d letters\n", letters);
  return letters == DESKS ? 0 : 1;
}
