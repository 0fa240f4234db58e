// expect: pass
// A POSIX spin lock guards two counters that must agree; the spinning threads
// hold it for two increments only and never block inside.
#include <pthread.h>
#include <stdio.h>

#define ROUNDS 2

struct meter {
  pthread_spinlock_t lock;
  int packets;
  int bytes;
};

static struct meter meter;

static void count(struct meter* counted, int bytes) {
  pthread_spin_lock(&counted->lock);
  counted->packets++;
  counted->bytes += bytes;
  pthread_spin_unlock(&counted->lock);
}

static void* port_main(void* arg) {
  int* bytes = arg;
  for (int i = 0; i < ROUNDS; ++i) count(&meter, *bytes);
  return NULL;
}

int main(void) {
  int sizes[2] = {64, 64};
  pthread_t ports[2];
  pthread_spin_init(&meter.lock, PTHREAD_PROCESS_PRIVATE);
  for (int i = 0; i < 2; ++i) {
    pthread_create(&ports[i], NULL, port_main, &sizes[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(ports[i], NULL);
  pthread_spin_destroy(&meter.lock);
  printf("%d packets, %d bytes\n", meter.packets, meter.bytes);
  return meter.bytes == 64 * meter.packets && meter.packets == 4 ? 0 : 1;
}
