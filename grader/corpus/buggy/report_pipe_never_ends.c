// expect: deadlock
// The parent reads until the end of the pipe, but it still has the writing end
// itself.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int read_all(int from) {
  char buffer[16];
  int total = 0;
  ssize_t n;
  while ((n = read(from, buffer, sizeof buffer)) > 0) total += (int)n;
  return total;
}

int main(void) {
  int report[2];
  if (pipe(report) != 0) return 1;
  pid_t pid = fork();
  if (pid == 0) {
    close(report[0]);
    ssize_t n = write(report[1], "done", 4);
    _exit(n == 4 ? 0 : 1);
  }
  printf("%d bytes\n", read_all(report[0]));
  close(report[0]);
  close(report[1]);
  waitpid(pid, NULL, 0);
  return 0;
}
