// expect: pass
// Both threads race to set up the shared price list, and call_once lets one in;
// each keeps its own basket in a tss slot that is freed at thread exit.
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

static once_flag prices_once = ONCE_FLAG_INIT;
static tss_t basket_slot;
static int prices[3];
static int set_ups;
static atomic_int freed;

static void free_basket(void* basket) {
  atomic_fetch_add(&freed, 1);
  free(basket);
}

static void set_up_prices(void) {
  for (int i = 0; i < 3; ++i) prices[i] = 10 * (i + 1);
  tss_create(&basket_slot, free_basket);
  set_ups++;
}

static int shopper_main(void* arg) {
  int item = *(int*)arg;
  call_once(&prices_once, set_up_prices);
  int* basket = calloc(1, sizeof(*basket));
  if (basket == NULL) return -1;
  tss_set(basket_slot, basket);
  *basket += prices[item];
  return *(int*)tss_get(basket_slot);
}

int main(void) {
  int items[2] = {0, 2};
  thrd_t shoppers[2];
  int spent = 0;
  for (int i = 0; i < 2; ++i) {
    thrd_create(&shoppers[i], shopper_main, &items[i]);
  }
  for (int i = 0; i < 2; ++i) {
    int basket = 0;
    thrd_join(shoppers[i], &basket);
    spent += basket;
  }
  printf("spent %d, set up %d\n", spent, set_ups);
  return spent == 40 && set_ups == 1 && atomic_load(&freed) == 2 ? 0 : 1;
}
