// expect: pass
// Each porter fills a heap buffer behind one shared key; the key's destructor
// frees every buffer at thread exit and adds its count to an atomic total.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define PORTERS 2

static pthread_key_t bag_key;
static atomic_int delivered;

static void empty_bag(void* bag) {
  atomic_fetch_add(&delivered, *(int*)bag);
  free(bag);
}

static void carry(int letters) {
  int* bag = pthread_getspecific(bag_key);
  if (bag == NULL) {
    bag = calloc(1, sizeof(*bag));
    if (bag == NULL) abort();
    pthread_setspecific(bag_key, bag);
  }
  *bag += letters;
}

static void* porter_main(void* arg) {
  int* letters = arg;
  carry(*letters);
  carry(*letters);
  return NULL;
}

int main(void) {
  int letters[PORTERS] = {3, 4};
  pthread_t porters[PORTERS];
  pthread_key_create(&bag_key, empty_bag);
  for (int i = 0; i < PORTERS; ++i) {
    pthread_create(&porters[i], NULL, porter_main, &letters[i]);
  }
  for (int i = 0; i < PORTERS; ++i) pthread_join(porters[i], NULL);
  pthread_key_delete(bag_key);
  printf("delivered %d\n", atomic_load(&delivered));
  return atomic_load(&delivered) == 14 ? 0 : 1;
}
