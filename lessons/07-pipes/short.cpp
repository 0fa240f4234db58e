// output: always the same
// A process writes 300,000 bytes with one call. Another one reads.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>

// Ends this process if a call that must not fail has failed.
void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

int main() {
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  const pid_t child = fork();
  must(child >= 0, "fork");
  if (child == 0) {
    close(ends[0]);
    // region write
    const std::string data(300'000, 'x');
    const ssize_t written = write(ends[1], data.data(), data.size());
    // endregion write
    _exit(written == 300'000 ? 0 : 1);
  }
  close(ends[1]);
  // region read
  std::string buffer(300'000, ' ');
  ssize_t n;
  while ((n = read(ends[0], buffer.data(), buffer.size())) > 0) {
    std::printf("read: %6zd bytes\n", n);
  }
  // endregion read
  must(n == 0, "read");
  close(ends[0]);
  int status;
  must(waitpid(child, &status, 0) == child, "waitpid");
  std::printf("the write returned %s\n",
              status == 0 ? "300000" : "something else");
}
