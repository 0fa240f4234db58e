// expect: leak
// When the solver has already answered, main takes the short way out and skips
// the join; it shows when the solver runs before main looks.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

struct puzzle {
  int numbers[4];
  atomic_int answer;
};

static struct puzzle puzzle = {.numbers = {9, 4, 7, 6}};

static void* solve(void* arg) {
  struct puzzle* puzzle = arg;
  int largest = 0;
  for (int i = 0; i < 4; ++i) {
    if (puzzle->numbers[i] > largest) largest = puzzle->numbers[i];
  }
  atomic_store(&puzzle->answer, largest);
  return NULL;
}

static void report(int answer) { printf("answer %d\n", answer); }

int main(void) {
  pthread_t solver;
  pthread_create(&solver, NULL, solve, &puzzle);
  int answer = atomic_load(&puzzle.answer);
  if (answer != 0) {
    report(answer);
    return 0;
  }
  pthread_join(solver, NULL);
  report(atomic_load(&puzzle.answer));
  return 0;
}
