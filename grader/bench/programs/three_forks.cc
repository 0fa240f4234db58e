// Three children send a byte each through one pipe.
#include <sys/wait.h>
#include <unistd.h>

int main() {
  int ends[2];
  if (pipe(ends) != 0) return 1;
  for (int i = 0; i < 3; ++i)
    if (fork() == 0) _exit(write(ends[1], "x", 1) == 1 ? 0 : 1);
  close(ends[1]);
  char said;
  int count = 0;
  while (read(ends[0], &said, 1) == 1) ++count;
  for (int i = 0; i < 3; ++i) {
    int status = 1;
    wait(&status);
    if (status != 0) return 1;
  }
  return count == 3 ? 0 : 1;
}
