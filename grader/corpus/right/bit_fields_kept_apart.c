// expect: pass
// Two threads write bit-fields of the same struct, but the zero-width field
// between them makes them separate memory locations.
#include <pthread.h>
#include <stdio.h>

struct valve_state {
  unsigned open : 1;
  unsigned faults : 3;
  unsigned : 0;
  unsigned heated : 1;
  unsigned degrees : 7;
};

static struct valve_state valve;

static void* flow_main(void* arg) {
  struct valve_state* state = arg;
  state->open = 1;
  state->faults = 2;
  return NULL;
}

static void* heat_main(void* arg) {
  struct valve_state* state = arg;
  state->heated = 1;
  state->degrees = 80;
  return NULL;
}

int main(void) {
  pthread_t flow;
  pthread_t heat;
  pthread_create(&flow, NULL, flow_main, &valve);
  pthread_create(&heat, NULL, heat_main, &valve);
  pthread_join(flow, NULL);
  pthread_join(heat, NULL);
  printf("open %u faults %u at %u degrees\n", valve.open, valve.faults,
         valve.degrees);
  return valve.open && valve.heated && valve.faults == 2 && valve.degrees == 80
             ? 0
             : 1;
}
