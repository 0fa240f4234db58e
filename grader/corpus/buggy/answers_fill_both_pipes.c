// expect: deadlock
// All questions first, then all answers: as soon as both pipes are full, each
// side waits until the other one reads.
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUESTION 4096
#define QUESTIONS 40

static void answer_all(int questions, int answers) {
  static char text[QUESTION];
  while (read(questions, text, sizeof text) == sizeof text)
    if (write(answers, text, sizeof text) != sizeof text) _exit(1);
}

int main(void) {
  static char text[QUESTION];
  int questions[2], answers[2], answered = 0;
  if (pipe(questions) != 0 || pipe(answers) != 0) return 1;
  pid_t pid = fork();
  if (pid == 0) {
    close(questions[1]);
    close(answers[0]);
    answer_all(questions[0], answers[1]);
    _exit(0);
  }
  close(questions[0]);
  close(answers[1]);
  memset(text, '?', sizeof text);
  for (int i = 0; i < QUESTIONS; ++i)
    if (write(questions[1], text, sizeof text) != sizeof text) return 1;
  close(questions[1]);
  while (read(answers[0], text, sizeof text) == sizeof text) answered++;
  close(answers[0]);
  waitpid(pid, NULL, 0);
  printf("%d answers\n", answered);
  return 0;
}
