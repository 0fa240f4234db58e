// expect: pass
// The reader asks for the lock with a deadline and asks again after ETIMEDOUT;
// early or late, it gets the lock once the writer has let go.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct gauge {
  pthread_mutex_t lock;
  int level;
};

static struct gauge gauge = {.lock = PTHREAD_MUTEX_INITIALIZER, .level = 1};

static struct timespec deadline_in_ms(long milliseconds) {
  struct timespec deadline;
  clock_gettime(CLOCK_REALTIME, &deadline);
  deadline.tv_nsec += milliseconds * 1000000L;
  deadline.tv_sec += deadline.tv_nsec / 1000000000L;
  deadline.tv_nsec %= 1000000000L;
  return deadline;
}

static void* writer_main(void* arg) {
  struct gauge* written = arg;
  struct timespec settling = {.tv_sec = 0, .tv_nsec = 4000000L};
  pthread_mutex_lock(&written->lock);
  nanosleep(&settling, NULL);
  written->level = 2;
  pthread_mutex_unlock(&written->lock);
  return NULL;
}

static int read_level(struct gauge* read) {
  int error;
  do {
    struct timespec deadline = deadline_in_ms(1);
    error = pthread_mutex_timedlock(&read->lock, &deadline);
  } while (error == ETIMEDOUT);
  if (error != 0) return -1;
  int level = read->level;
  pthread_mutex_unlock(&read->lock);
  return level;
}

int main(void) {
  pthread_t writer;
  pthread_create(&writer, NULL, writer_main, &gauge);
  int level = read_level(&gauge);
  pthread_join(writer, NULL);
  printf("level %d\n", level);
  return level == 1 || level == 2 ? 0 : 1;
}
