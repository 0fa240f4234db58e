// output: always the same
// A signal arrives while a process waits in read.
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

// Sends SIGALRM to this process each 20 ms; with 0, no more.
void ring_each(int ms) {
  const itimerval every{{0, ms * 1000}, {0, ms * 1000}};
  must(setitimer(ITIMER_REAL, &every, nullptr) == 0, "setitimer");
}

int main() {
  // region handler
  struct sigaction action = {};
  action.sa_handler = [](int) {};  // does nothing; but it has been called
  must(sigaction(SIGALRM, &action, nullptr) == 0, "sigaction");
  // endregion handler
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  char c;
  ring_each(20);
  // region read
  const ssize_t n = read(ends[0], &c, 1);  // the pipe is empty
  std::printf("read returns %zd: %s\n", n, std::strerror(errno));
  // endregion read
  ring_each(0);
  must(write(ends[1], "x", 1) == 1, "write");
  std::printf("once more:   %zd\n", read(ends[0], &c, 1));
}
