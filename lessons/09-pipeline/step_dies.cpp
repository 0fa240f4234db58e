// output: always the same
// A line of two processes, and five numbers. The second process is killed when
// it has the third one in its hands.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

using Number = std::int64_t;

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

void first_step(int from, int to) {
  for (Number n; read(from, &n, sizeof n) == sizeof n;) {
    ++n;
    if (write(to, &n, sizeof n) != sizeof n) _exit(1);
  }
}

// region second
void second_step(int from, int to) {
  for (Number n; read(from, &n, sizeof n) == sizeof n;) {
    if (n == 3) raise(SIGKILL);  // out of memory, or somebody typed kill
    n *= n;
    if (write(to, &n, sizeof n) != sizeof n) _exit(1);
  }
}
// endregion second

int main() {
  signal(SIGPIPE, SIG_IGN);  // lesson 07
  int a[2], b[2], c[2];
  must(pipe(a) == 0, "pipe");
  must(pipe(b) == 0, "pipe");
  const pid_t first = fork();
  must(first >= 0, "fork");
  if (first == 0) {
    close(a[1]);
    close(b[0]);
    first_step(a[0], b[1]);
    _exit(0);
  }
  close(a[0]);
  close(b[1]);
  must(pipe(c) == 0, "pipe");
  const pid_t second = fork();
  must(second >= 0, "fork");
  if (second == 0) {
    close(a[1]);
    close(c[0]);
    second_step(b[0], c[1]);
    _exit(0);
  }
  close(b[0]);
  close(c[1]);

  // Few enough to be fed first. The first step may be gone already.
  for (Number n = 0; n < 5; ++n) {
    if (write(a[1], &n, sizeof n) != sizeof n) break;
  }
  close(a[1]);
  // region collect
  std::printf("results:");
  for (Number n; read(c[0], &n, sizeof n) == sizeof n;) {
    std::printf(" %d", static_cast<int>(n));
  }
  std::printf(", and the end of the file\n");
  // endregion collect
  close(c[0]);
  int status;
  must(waitpid(first, nullptr, 0) == first, "waitpid");
  must(waitpid(second, &status, 0) == second, "waitpid");
  if (WIFSIGNALED(status))
    std::printf("the second step was ended by signal %d\n", WTERMSIG(status));
}
