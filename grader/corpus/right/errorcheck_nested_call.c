// expect: pass
// record() relocks the mutex its caller holds, but the mutex is error-checking:
// EDEADLK tells it that it is nested, and then it leaves the unlock alone.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

struct journal {
  pthread_mutex_t lock;
  int entries;
};

static struct journal journal;

static void record(struct journal* into) {
  int error = pthread_mutex_lock(&into->lock);
  into->entries++;
  if (error != EDEADLK) pthread_mutex_unlock(&into->lock);
}

static void record_pair(struct journal* into) {
  pthread_mutex_lock(&into->lock);
  record(into);
  record(into);
  pthread_mutex_unlock(&into->lock);
}

static void* pair_main(void* arg) {
  record_pair(arg);
  return NULL;
}

static void* single_main(void* arg) {
  record(arg);
  return NULL;
}

int main(void) {
  pthread_mutexattr_t attributes;
  pthread_t pair;
  pthread_t single;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_init(&journal.lock, &attributes);
  pthread_mutexattr_destroy(&attributes);
  pthread_create(&pair, NULL, pair_main, &journal);
  pthread_create(&single, NULL, single_main, &journal);
  pthread_join(pair, NULL);
  pthread_join(single, NULL);
  pthread_mutex_destroy(&journal.lock);
  printf("entries %d\n", journal.entries);
  return journal.entries == 3 ? 0 : 1;
}
