// expect: leak
// Two children may end before the handler runs: that is one SIGCHLD, and the
// handler fetches one of them.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t fetched;

static void fetch_one(int number) {
  (void)number;
  if (waitpid(-1, NULL, WNOHANG) > 0) fetched++;
}

int main(void) {
  signal(SIGCHLD, fetch_one);
  for (int i = 0; i < 2; ++i)
    if (fork() == 0) _exit(0);
  for (int i = 0; i < 10 && fetched < 2; ++i) usleep(1000);
  printf("%d of 2\n", (int)fetched);
  return 0;
}
