// output: always the same
// Five children that have ended, before and after somebody waits for them.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>

std::array<pid_t, 5> children;

// region count
// Signal 0 reaches nobody; kill() says whether there is such a process.
int in_the_table() {
  int count = 0;
  for (const pid_t child : children) count += kill(child, 0) == 0;
  return count;
}
// endregion count

int main() {
  for (pid_t& child : children) {
    child = fork();
    if (child == -1) return 1;
    if (child == 0) _exit(0);
  }
  for (const pid_t child : children) {  // each has ended, and is left as it is
    siginfo_t info{};
    if (waitid(P_PID, child, &info, WEXITED | WNOWAIT) == -1) return 1;
  }
  std::printf("all have ended:   %d in the process table\n", in_the_table());
  for (const pid_t child : children)
    if (waitpid(child, nullptr, 0) != child) return 1;
  std::printf("waited for them:  %d in the process table\n", in_the_table());
}
