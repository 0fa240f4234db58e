// expect: pass
// Each side closes what it does not use, so the end of the questions is seen,
// and then the end of the answers.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void echo(int from, int to) {
  char c;
  while (read(from, &c, 1) == 1) {
    c = (char)(c - 'a' + 'A');
    if (write(to, &c, 1) != 1) _exit(1);
  }
  _exit(0);
}

int main(void) {
  int questions[2], answers[2], status = -1, answered = 0;
  if (pipe(questions) != 0 || pipe(answers) != 0) return 1;
  pid_t pid = fork();
  if (pid == 0) {
    close(questions[1]);
    close(answers[0]);
    echo(questions[0], answers[1]);
  }
  close(questions[0]);
  close(answers[1]);
  for (const char* q = "abc"; *q; ++q) {
    char c;
    if (write(questions[1], q, 1) != 1 || read(answers[0], &c, 1) != 1)
      return 1;
    answered += c == *q - 'a' + 'A';
  }
  close(questions[1]);
  char c;
  const int ended = read(answers[0], &c, 1) == 0;
  close(answers[0]);
  waitpid(pid, &status, 0);
  printf("%d answers\n", answered);
  return answered == 3 && ended && status == 0 ? 0 : 1;
}
