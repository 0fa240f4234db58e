// expect: pass
// The number of workers comes from argv and falls back to three; threads get
// the addresses of loop-filled slots, which stay alive until the joins.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_WORKERS 4

struct slice {
  int first;
  int past;
  int sum;
};

static void* add_up(void* arg) {
  struct slice* slice = arg;
  for (int i = slice->first; i < slice->past; ++i) slice->sum += i;
  return NULL;
}

static int worker_count(int argc, char** argv) {
  int count = argc > 1 ? atoi(argv[1]) : 3;
  return count < 1 || count > MOST_WORKERS ? 3 : count;
}

int main(int argc, char** argv) {
  const int past = 12;
  const int workers = worker_count(argc, argv);
  struct slice slices[MOST_WORKERS];
  pthread_t threads[MOST_WORKERS];
  for (int i = 0; i < workers; ++i) {
    slices[i].first = past * i / workers;
    slices[i].past = past * (i + 1) / workers;
    slices[i].sum = 0;
    pthread_create(&threads[i], NULL, add_up, &slices[i]);
  }
  int sum = 0;
  for (int i = 0; i < workers; ++i) {
    pthread_join(threads[i], NULL);
    sum += slices[i].sum;
  }
  printf("sum %d\n", sum);
  return sum == 66 ? 0 : 1;
}
