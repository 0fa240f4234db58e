// expect: wrong-result
// Two readers test the unsigned permit counter before either takes the last
// permit; the second decrement wraps the counter round to its largest value.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define PERMITS 1u

struct permits {
  atomic_uint left;
};

static struct permits permits = {PERMITS};

static int try_enter(struct permits* gate) {
  if (atomic_load(&gate->left) == 0) return 0;
  atomic_fetch_sub(&gate->left, 1);
  return 1;
}

static void* reader_main(void* arg) {
  int* entered = arg;
  *entered = try_enter(&permits);
  return NULL;
}

int main(void) {
  int entered[2] = {0, 0};
  pthread_t readers[2];
  for (int i = 0; i < 2; ++i) {
    pthread_create(&readers[i], NULL, reader_main, &entered[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(readers[i], NULL);
  unsigned left = atomic_load(&permits.left);
  printf("entered %d, left %u\n", entered[0] + entered[1], left);
  return left > PERMITS ? 1 : 0;
}
