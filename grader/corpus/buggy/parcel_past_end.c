// expect: lifetime
// Two pickers test the shared index before either advances it; the second then
// reads the parcel one past the end of the heap block.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define PARCELS 2

struct shelf {
  long* weights;
  atomic_int next;
};

static struct shelf shelf;

static long pick(struct shelf* from) {
  if (atomic_load(&from->next) >= PARCELS) return 0;
  int picked = atomic_fetch_add(&from->next, 1);
  return from->weights[picked];
}

static void* picker_main(void* arg) {
  long* carried = arg;
  *carried += pick(&shelf);
  *carried += pick(&shelf);
  return NULL;
}

int main(void) {
  long carried[2] = {0, 0};
  pthread_t pickers[2];
  shelf.weights = malloc(PARCELS * sizeof(*shelf.weights));
  for (int i = 0; i < PARCELS; ++i) shelf.weights[i] = 10 + i;
  for (int i = 0; i < 2; ++i) {
    pthread_create(&pickers[i], NULL, picker_main, &carried[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(pickers[i], NULL);
  printf("carried %ld\n", carried[0] + carried[1]);
  free(shelf.weights);
  return 0;
}
