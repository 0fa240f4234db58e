// output: always the same
// A variable that the child changes, and the parent reads afterwards.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

// region main
int x = 1;

int main() {
  const pid_t child = fork();  // one comes here, two go on
  if (child == -1) return 1;   // no process could be made
  if (child == 0) {
    x = 42;
    std::printf("child:  x = %d\n", x);
    std::fflush(stdout);
    _exit(0);
  }
  if (waitpid(child, nullptr, 0) != child) return 1;  // the child has ended
  std::printf("parent: x = %d\n", x);
}
// endregion main
