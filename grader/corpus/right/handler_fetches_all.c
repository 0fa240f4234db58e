// expect: pass
// One SIGCHLD may stand for several children: the handler fetches all that
// there are. Between the look and the sleep the signal is blocked.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t fetched;

static void fetch_all(int number) {
  (void)number;
  while (waitpid(-1, NULL, WNOHANG) > 0) fetched++;
}

int main(void) {
  struct sigaction action = {.sa_handler = fetch_all};
  sigset_t ends, before;
  sigemptyset(&ends);
  sigaddset(&ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ends, &before);
  sigaction(SIGCHLD, &action, NULL);
  for (int i = 0; i < 2; ++i)
    if (fork() == 0) _exit(0);
  while (fetched < 2) sigsuspend(&before);
  printf("%d of 2\n", (int)fetched);
  return 0;
}
