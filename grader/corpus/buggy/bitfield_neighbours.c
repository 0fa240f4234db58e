// expect: data-race
// The door thread and the heater thread each own one flag, but adjacent
// bit-fields are one memory location; every order has the unordered writes.
#include <pthread.h>
#include <stdio.h>

struct panel {
  unsigned door_open : 1;
  unsigned heater_on : 1;
  unsigned faults : 6;
};

static struct panel panel;

static void* door_main(void* arg) {
  struct panel* shown = arg;
  shown->door_open = 1;
  return NULL;
}

static void* heater_main(void* arg) {
  struct panel* shown = arg;
  shown->heater_on = 1;
  return NULL;
}

int main(void) {
  pthread_t door;
  pthread_t heater;
  pthread_create(&door, NULL, door_main, &panel);
  pthread_create(&heater, NULL, heater_main, &panel);
  pthread_join(door, NULL);
  pthread_join(heater, NULL);
  printf("door %u heater %u\n", panel.door_open, panel.heater_on);
  return 0;
}
