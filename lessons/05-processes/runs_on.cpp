// output: always the same
// Three children are wanted. None of them is told to end.
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

void work(int) {}

// region start
void start_worker(int i) {
  const pid_t child = fork();
  if (child == -1) throw std::system_error(errno, std::generic_category());
  if (child == 0) work(i);
}
// endregion start

int main() {
  const pid_t first = getpid();
  // region loop
  for (int i = 0; i < 3; ++i) start_worker(i);
  // Who is here?
  // endregion loop

  // Each process adds up what its own children report, and reports the sum.
  int here = 1, status = 0;
  while (wait(&status) > 0) here += WEXITSTATUS(status);
  if (getpid() != first) _exit(here);
  std::printf("processes here: %d\n", here);
}
