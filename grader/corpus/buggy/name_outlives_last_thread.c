// expect: leak
// Main leaves by pthread_exit, and the clerk closes the shop: the name of the
// page that they shared is never unlinked.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void* clerk_main(void* arg) {
  close(*(int*)arg);
  puts("closed");
  return NULL;
}

int main(void) {
  static int page;
  page = shm_open("/till", O_CREAT | O_RDWR, 0600);
  pthread_t clerk;
  if (page < 0 || pthread_create(&clerk, NULL, clerk_main, &page) != 0) abort();
  pthread_detach(clerk);
  pthread_exit(NULL);
}
