// output: always the same
// A descriptor is copied; the open file behind it, with the place at which the
// next read begins, is not.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

// region main
void read_two(const char* who, int file) {
  char text[2];
  if (read(file, text, 2) != 2) _exit(1);
  std::printf("%-7s reads %.2s\n", who, text);
  std::fflush(stdout);
}

int main() {
  std::FILE* temporary = std::tmpfile();  // has no name, goes by itself
  if (temporary == nullptr) return 1;
  const int file = fileno(temporary);
  if (pwrite(file, "abcdef", 6, 0) != 6) return 1;

  read_two("parent", file);
  const pid_t child = fork();
  if (child == -1) return 1;
  if (child == 0) {
    read_two("child", file);
    _exit(0);
  }
  if (waitpid(child, nullptr, 0) != child) return 1;
  read_two("parent", file);
}
// endregion main
