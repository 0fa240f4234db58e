// output: always the same
// How much goes into a pipe that nobody reads, by the size of the writes.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

// region fill
int bytes_until_full(int size) {
  int ends[2];
  // A write that would have to wait fails instead.
  must(pipe2(ends, O_NONBLOCK) == 0, "pipe2");
  const std::string data(size, 'x');
  int sum = 0;
  while (write(ends[1], data.data(), data.size()) == size) sum += size;
  must(errno == EAGAIN, "write");  // full
  close(ends[0]);
  close(ends[1]);
  return sum;
}
// endregion fill

int main() {
  for (int size : {1, 2'500, 4'096}) {
    std::printf("writes of %4d bytes: full after %5d bytes\n", size,
                bytes_until_full(size));
  }
}
