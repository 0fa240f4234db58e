// output: always the same
// The child prints nothing. Whether it prints all the same depends on how it
// ends: exit() writes out what waits in the buffers, _exit() does not.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

// region hello
bool hello(const char* end, void (*leave)(int)) {
  std::printf("hello (%s)\n", end);
  const pid_t child = fork();
  if (child == -1) return false;
  if (child == 0) leave(0);
  return waitpid(child, nullptr, 0) == child;
}
// endregion hello

int main() { return hello("exit", std::exit) && hello("_exit", _exit) ? 0 : 1; }
