// expect: crash
// finish() expects the job to be running; when the user cancels between start
// and finish, it takes the state for corrupt and aborts.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum job_state { QUEUED, RUNNING, FINISHED, CANCELLED };

struct job {
  atomic_int state;
};

static struct job job = {QUEUED};

static int start(struct job* started) {
  int expected = QUEUED;
  return atomic_compare_exchange_strong(&started->state, &expected, RUNNING);
}

static void finish(struct job* finished) {
  int expected = RUNNING;
  if (!atomic_compare_exchange_strong(&finished->state, &expected, FINISHED)) {
    fprintf(stderr, "unexpected job state %d\n", expected);
    abort();
  }
}

static void cancel(struct job* cancelled) {
  int seen = atomic_load(&cancelled->state);
  if (seen == FINISHED) return;
  atomic_compare_exchange_strong(&cancelled->state, &seen, CANCELLED);
}

static void* worker_main(void* arg) {
  if (start(arg)) finish(arg);
  return NULL;
}

static void* user_main(void* arg) {
  cancel(arg);
  return NULL;
}

int main(void) {
  pthread_t worker;
  pthread_t user;
  pthread_create(&worker, NULL, worker_main, &job);
  pthread_create(&user, NULL, user_main, &job);
  pthread_join(worker, NULL);
  pthread_join(user, NULL);
  printf("state %d\n", atomic_load(&job.state));
  return 0;
}
