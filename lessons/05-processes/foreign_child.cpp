// output: always the same
// A function that waits for "the" child, in a program that has another one.
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

// region run
int seven() {
  const pid_t child = fork();
  if (child == -1) return -1;
  if (child == 0) _exit(7);
  int status = 0;
  wait(&status);  // the mistake: for which child?
  return WEXITSTATUS(status);
}
// endregion run

int main() {
  const pid_t printer = fork();  // somebody else's
  if (printer == -1) return 1;
  if (printer == 0) _exit(3);
  // Returns when it has ended, and leaves it as it is.
  siginfo_t info{};
  if (waitid(P_PID, printer, &info, WEXITED | WNOWAIT) == -1) return 1;

  std::printf("seven() returns %d\n", seven());
  const bool lost = waitpid(printer, nullptr, 0) == -1 && errno == ECHILD;
  std::printf("the printer: %s\n", lost ? "no such child" : "has ended");
  int others = 0;
  while (wait(nullptr) > 0) ++others;
  std::printf("children that nobody has waited for: %d\n", others);
}
