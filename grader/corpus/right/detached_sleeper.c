// expect: pass
// Main returns while a detached thread still sleeps; that looks abandoned, but
// the sleeper shares nothing and ends with the process.
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static void* heartbeat(void* arg) {
  (void)arg;
  struct timespec pause = {.tv_sec = 5, .tv_nsec = 0};
  nanosleep(&pause, NULL);
  return NULL;
}

static int start_detached(void* (*body)(void*)) {
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  int error = pthread_create(&thread, &attributes, body, NULL);
  pthread_attr_destroy(&attributes);
  return error;
}

int main(void) {
  if (start_detached(heartbeat) != 0) {
    puts("no heartbeat");
    return 0;
  }
  puts("service started");
  return 0;
}
