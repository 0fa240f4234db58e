// expect: pass
// C11 threads pass messages through one slot and one condition used by both
// sides; with a single sender and a single receiver, cnd_signal suffices.
#include <stdio.h>
#include <threads.h>

#define MESSAGES 3

struct channel {
  mtx_t lock;
  cnd_t changed;
  int message;
  int full;
};

static struct channel channel;

static void send(struct channel* to, int message) {
  mtx_lock(&to->lock);
  while (to->full) cnd_wait(&to->changed, &to->lock);
  to->message = message;
  to->full = 1;
  mtx_unlock(&to->lock);
  cnd_signal(&to->changed);
}

static int receive(struct channel* from) {
  mtx_lock(&from->lock);
  while (!from->full) cnd_wait(&from->changed, &from->lock);
  int message = from->message;
  from->full = 0;
  mtx_unlock(&from->lock);
  cnd_signal(&from->changed);
  return message;
}

static int sender_main(void* arg) {
  for (int i = 1; i <= MESSAGES; ++i) send(arg, i * i);
  return MESSAGES;
}

int main(void) {
  thrd_t sender;
  int sent = 0;
  int sum = 0;
  mtx_init(&channel.lock, mtx_plain);
  cnd_init(&channel.changed);
  thrd_create(&sender, sender_main, &channel);
  for (int i = 0; i < MESSAGES; ++i) sum += receive(&channel);
  thrd_join(sender, &sent);
  cnd_destroy(&channel.changed);
  mtx_destroy(&channel.lock);
  printf("sum %d of %d messages\n", sum, sent);
  return sum == 14 && sent == MESSAGES ? 0 : 1;
}
