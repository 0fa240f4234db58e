// expect: data-race
// The status line reads the spool's length without the lock while the clerk
// appends under it; every order has the unordered read and write.
#include <pthread.h>
#include <stdio.h>

#define SPOOL_CAPACITY 4

struct spool {
  pthread_mutex_t lock;
  const char* titles[SPOOL_CAPACITY];
  int length;
};

static struct spool spool = {.lock = PTHREAD_MUTEX_INITIALIZER};

static int submit(const char* title) {
  int accepted = 0;
  pthread_mutex_lock(&spool.lock);
  if (spool.length < SPOOL_CAPACITY) {
    spool.titles[spool.length++] = title;
    accepted = 1;
  }
  pthread_mutex_unlock(&spool.lock);
  return accepted;
}

static void* clerk_main(void* arg) {
  (void)arg;
  submit("invoice");
  submit("poster");
  return NULL;
}

static int backlog(void) { return spool.length; }

int main(void) {
  pthread_t clerk;
  pthread_create(&clerk, NULL, clerk_main, NULL);
  printf("jobs waiting: %d\n", backlog());
  pthread_join(clerk, NULL);
  return 0;
}
