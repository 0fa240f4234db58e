// output: always the same
// Three writes; how many reads?
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  std::exit(1);
}

int main() {
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  // region write
  must(write(ends[1], "tea", 3) == 3, "write");
  must(write(ends[1], "", 0) == 0, "write");
  must(write(ends[1], "milk", 4) == 4, "write");
  must(write(ends[1], "sugar", 5) == 5, "write");
  close(ends[1]);
  // endregion write
  // region read
  char buffer[10];
  ssize_t n;
  while ((n = read(ends[0], buffer, sizeof buffer)) > 0) {
    std::printf("read: %.*s\n", static_cast<int>(n), buffer);
  }
  // endregion read
  must(n == 0, "read");
}
