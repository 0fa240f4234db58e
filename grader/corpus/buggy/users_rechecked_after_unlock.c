// expect: lifetime
// release() decrements under the lock and looks at the count under a second
// lock; both users may see zero, and one locks a session the other has freed.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct session {
  pthread_mutex_t lock;
  int users;
};

static void leave(struct session* session) {
  pthread_mutex_lock(&session->lock);
  session->users--;
  pthread_mutex_unlock(&session->lock);
}

static int is_abandoned(struct session* session) {
  pthread_mutex_lock(&session->lock);
  int abandoned = session->users == 0;
  pthread_mutex_unlock(&session->lock);
  return abandoned;
}

static void release(struct session* session) {
  leave(session);
  if (!is_abandoned(session)) return;
  pthread_mutex_destroy(&session->lock);
  free(session);
}

static void* user_main(void* arg) {
  release(arg);
  return NULL;
}

int main(void) {
  struct session* session = malloc(sizeof(*session));
  pthread_t users[2];
  pthread_mutex_init(&session->lock, NULL);
  session->users = 2;
  for (int i = 0; i < 2; ++i) {
    pthread_create(&users[i], NULL, user_main, session);
  }
  for (int i = 0; i < 2; ++i) pthread_join(users[i], NULL);
  puts("session closed");
  return 0;
}
