// expect: lifetime
// The child has been waited for, so its number may belong to anybody when the
// time-out sends it a signal.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  pid_t pid = fork();
  if (pid == 0) _exit(0);
  int status = 0;
  usleep(1000);
  waitpid(pid, &status, WNOHANG);
  kill(pid, SIGTERM);
  waitpid(pid, &status, 0);
  return 0;
}
