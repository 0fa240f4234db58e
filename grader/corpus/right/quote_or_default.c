// expect: pass
// Main waits for a quote with a deadline and uses a default after a time-out;
// a late quote is ignored, and both outcomes join the dealer and exit with 0.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#define DEFAULT_QUOTE 50

struct quote {
  pthread_mutex_t lock;
  pthread_cond_t arrived;
  int cents;
};

static struct quote quote = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .arrived = PTHREAD_COND_INITIALIZER};

static void* dealer_main(void* arg) {
  struct quote* asked = arg;
  pthread_mutex_lock(&asked->lock);
  asked->cents = 47;
  pthread_cond_signal(&asked->arrived);
  pthread_mutex_unlock(&asked->lock);
  return NULL;
}

static int await_quote(struct quote* asked, long seconds) {
  struct timespec deadline;
  int error = 0;
  clock_gettime(CLOCK_REALTIME, &deadline);
  deadline.tv_sec += seconds;
  pthread_mutex_lock(&asked->lock);
  while (asked->cents == 0 && error != ETIMEDOUT) {
    error = pthread_cond_timedwait(&asked->arrived, &asked->lock, &deadline);
  }
  int cents = asked->cents != 0 ? asked->cents : DEFAULT_QUOTE;
  pthread_mutex_unlock(&asked->lock);
  return cents;
}

int main(void) {
  pthread_t dealer;
  pthread_create(&dealer, NULL, dealer_main, &quote);
  int cents = await_quote(&quote, 2);
  pthread_join(dealer, NULL);
  printf("quote %d\n", cents);
  return cents == 47 || cents == DEFAULT_QUOTE ? 0 : 1;
}
