// expect: pass
// Main leaves by pthread_exit while two detached clerks still work; the process
// lives until the last thread ends and then exits with zero.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define CLERKS 2

static atomic_int left = CLERKS;

static void* clerk_main(void* arg) {
  const char* name = arg;
  if (atomic_fetch_sub(&left, 1) == 1) {
    printf("%s turns off the light\n", name);
  }
  return NULL;
}

int main(void) {
  static char* names[CLERKS] = {"Ada", "Ben"};
  for (int i = 0; i < CLERKS; ++i) {
    pthread_t clerk;
    if (pthread_create(&clerk, NULL, clerk_main, names[i]) != 0) abort();
    pthread_detach(clerk);
  }
  puts("manager goes home");
  pthread_exit(NULL);
}
