// output: always the same
// An exception in the child finds the parent's handler: the child has a copy of
// the whole stack.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>

void say(const char* what) {
  static const pid_t first = getpid();
  std::printf("%-6s %s\n", getpid() == first ? "parent" : "child", what);
  std::fflush(stdout);
}

// region run
void compute() { throw std::runtime_error("no"); }

void run_in_child() {
  const pid_t child = fork();
  if (child == -1) throw std::runtime_error("fork");
  if (child == 0) {
    compute();
    _exit(0);
  }
  if (waitpid(child, nullptr, 0) == -1) throw std::runtime_error("waitpid");
}

int main() {
  say("begins");
  try {
    run_in_child();
  } catch (const std::exception&) {
    say("clears up");
  }
  say("sends the invoice");
}
// endregion run
