// expect: deadlock
// Between the look at the flag and pause() the signal can arrive: then nobody
// sends another one.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t ready;

static void on_ready(int number) {
  (void)number;
  ready = 1;
}

int main(void) {
  signal(SIGUSR1, on_ready);
  const pid_t parent = getpid();
  pid_t pid = fork();
  if (pid == 0) {
    kill(parent, SIGUSR1);
    _exit(0);
  }
  while (!ready) pause();
  waitpid(pid, NULL, 0);
  return 0;
}
