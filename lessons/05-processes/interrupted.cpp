// output: always the same
// A signal handler runs while the program waits for a child: waitpid returns,
// and the child has not ended.
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

bool ring_every(int milliseconds) {
  const timeval time{0, milliseconds * 1000};
  const itimerval every{time, time};
  return setitimer(ITIMER_REAL, &every, nullptr) == 0;
}

int main() {
  struct sigaction action {};
  action.sa_handler = [](int) {};  // does nothing, but it runs
  if (sigaction(SIGALRM, &action, nullptr) == -1) return 1;

  const pid_t child = fork();
  if (child == -1) return 1;
  if (child == 0) {
    sleep(60);
    _exit(7);
  }
  if (!ring_every(10)) return 1;
  // region wait
  int status = 0;
  if (waitpid(child, &status, 0) == -1 && errno == EINTR)
    std::puts("waitpid: -1, EINTR");

  kill(child, SIGTERM);
  pid_t ended = -1;
  do {
    ended = waitpid(child, &status, 0);
  } while (ended == -1 && errno == EINTR);
  // endregion wait
  if (ended != child || !ring_every(0)) return 1;
  std::printf("waitpid: the child, %s by signal %d\n",
              WIFSIGNALED(status) ? "ended" : "not ended", WTERMSIG(status));
}
