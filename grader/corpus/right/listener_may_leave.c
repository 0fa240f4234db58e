// expect: pass
// The speaker takes it for an answer that nobody listens any more: EPIPE
// instead of a signal.
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  signal(SIGPIPE, SIG_IGN);
  if (pipe(ends) != 0) return 1;
  pid_t pid = fork();
  if (pid == 0) {
    char line[8];
    close(ends[1]);
    _exit(read(ends[0], line, sizeof line) > 0 ? 0 : 1);
  }
  close(ends[0]);
  int heard = 0, left = 0;
  for (int i = 0; i < 2 && !left; ++i)
    if (write(ends[1], "news\n", 5) == 5)
      heard++;
    else
      left = errno == EPIPE;
  close(ends[1]);
  waitpid(pid, NULL, 0);
  return heard + left == 2 || (left && heard == 1) ? 0 : 1;
}
