// expect: crash
// The listener has heard enough after one line. In some orders the speaker
// writes the next one when nobody has the reading end any more: SIGPIPE.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void listen_once(int from) {
  char line[8];
  _exit(read(from, line, sizeof line) > 0 ? 0 : 1);
}

int main(void) {
  int ends[2];
  if (pipe(ends) != 0) return 1;
  pid_t pid = fork();
  if (pid == 0) {
    close(ends[1]);
    listen_once(ends[0]);
  }
  close(ends[0]);
  for (int i = 0; i < 2; ++i)
    if (write(ends[1], "news\n", 5) != 5) puts("not heard");
  close(ends[1]);
  waitpid(pid, NULL, 0);
  return 0;
}
