// expect: lifetime
// greet() destroys its local mutex and returns while the detached visitor has
// not locked it yet; the visitor then locks a dead mutex in a dead frame.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

struct guest_book {
  pthread_mutex_t lock;
  int visits;
};

static sem_t signed_out;

static void* visitor_main(void* arg) {
  struct guest_book* book = arg;
  pthread_mutex_lock(&book->lock);
  book->visits++;
  pthread_mutex_unlock(&book->lock);
  sem_post(&signed_out);
  return NULL;
}

static int greet(void) {
  struct guest_book book = {.visits = 0};
  pthread_t visitor;
  pthread_mutex_init(&book.lock, NULL);
  pthread_create(&visitor, NULL, visitor_main, &book);
  pthread_detach(visitor);
  pthread_mutex_lock(&book.lock);
  int visits = book.visits;
  pthread_mutex_unlock(&book.lock);
  pthread_mutex_destroy(&book.lock);
  return visits;
}

int main(void) {
  sem_init(&signed_out, 0, 0);
  printf("visits so far %d\n", greet());
  sem_wait(&signed_out);
  return 0;
}
