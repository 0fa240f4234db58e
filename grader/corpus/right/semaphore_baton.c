// expect: pass
// Two painters pass a baton of two semaphores, each posting the one the other
// waits for; the plain canvas is touched by the holder of the baton only.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

#define STROKES 3

struct canvas {
  sem_t turn[2];
  char strokes[2 * STROKES + 1];
  int length;
};

struct painter {
  int place;
  char colour;
};

static struct canvas canvas;

static void* paint(void* arg) {
  struct painter* painter = arg;
  for (int i = 0; i < STROKES; ++i) {
    while (sem_wait(&canvas.turn[painter->place]) != 0) continue;
    canvas.strokes[canvas.length++] = painter->colour;
    sem_post(&canvas.turn[1 - painter->place]);
  }
  return NULL;
}

int main(void) {
  struct painter painters[2] = {{0, 'r'}, {1, 'b'}};
  pthread_t threads[2];
  sem_init(&canvas.turn[0], 0, 1);
  sem_init(&canvas.turn[1], 0, 0);
  for (int i = 0; i < 2; ++i) {
    pthread_create(&threads[i], NULL, paint, &painters[i]);
  }
  for (int i = 0; i < 2; ++i) pthread_join(threads[i], NULL);
  sem_destroy(&canvas.turn[0]);
  sem_destroy(&canvas.turn[1]);
  printf("%s\n", canvas.strokes);
  return strcmp(canvas.strokes, "rbrbrb") == 0 ? 0 : 1;
}
