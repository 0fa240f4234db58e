// expect: leak
// Main waits for the audit's semaphore and returns; the thread is neither
// joined nor detached, in every order.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

struct audit {
  sem_t finished;
  int mismatches;
};

static struct audit audit;

static void* audit_main(void* arg) {
  struct audit* running = arg;
  int expected[] = {3, 5, 8};
  int stored[] = {3, 5, 8};
  for (int i = 0; i < 3; ++i) {
    if (expected[i] != stored[i]) running->mismatches++;
  }
  sem_post(&running->finished);
  return NULL;
}

int main(void) {
  pthread_t auditor;
  sem_init(&audit.finished, 0, 0);
  pthread_create(&auditor, NULL, audit_main, &audit);
  sem_wait(&audit.finished);
  printf("mismatches %d\n", audit.mismatches);
  return 0;
}
