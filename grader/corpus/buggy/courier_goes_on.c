// expect: crash
// Each courier should deliver one parcel and end. It has no _exit, so it goes
// on with its parent's loop and sends couriers of its own.
#include <assert.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PARCELS 2

int main(void) {
  int counter[2], delivered = 0;
  char parcel;
  if (pipe(counter) != 0) return 1;
  const pid_t office = getpid();
  for (int i = 0; i < PARCELS; ++i)
    if (fork() == 0 && write(counter[1], "p", 1) != 1) _exit(1);
  while (wait(NULL) > 0) {
  }
  if (getpid() != office) _exit(0);
  close(counter[1]);
  while (read(counter[0], &parcel, 1) == 1) delivered++;
  close(counter[0]);
  assert(delivered == PARCELS);
  return 0;
}
