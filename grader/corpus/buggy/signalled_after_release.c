// expect: lifetime
// The server marks the request done, unlocks and only then signals; if main has
// seen the mark, it frees the request and the signal hits freed memory.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

struct request {
  pthread_mutex_t lock;
  pthread_cond_t answered;
  int answer;
  int done;
};

static sem_t accepted;

static void* server_main(void* arg) {
  struct request* request = arg;
  sem_post(&accepted);
  pthread_mutex_lock(&request->lock);
  request->answer = 42;
  request->done = 1;
  pthread_mutex_unlock(&request->lock);
  pthread_cond_signal(&request->answered);
  return NULL;
}

static int await_answer(struct request* request) {
  pthread_mutex_lock(&request->lock);
  while (!request->done) pthread_cond_wait(&request->answered, &request->lock);
  int answer = request->answer;
  pthread_mutex_unlock(&request->lock);
  pthread_cond_destroy(&request->answered);
  pthread_mutex_destroy(&request->lock);
  free(request);
  return answer;
}

int main(void) {
  struct request* request = calloc(1, sizeof(*request));
  pthread_t server;
  sem_init(&accepted, 0, 0);
  pthread_mutex_init(&request->lock, NULL);
  pthread_cond_init(&request->answered, NULL);
  pthread_create(&server, NULL, server_main, request);
  sem_wait(&accepted);
  printf("answer %d\n", await_answer(request));
  pthread_join(server, NULL);
  sem_destroy(&accepted);
  return 0;
}
