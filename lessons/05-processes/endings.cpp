// output: always the same
// How children end, and what waitpid says of it.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

struct Ending {
  const char* name;
  void (*end)();
};

// region endings
const Ending endings[] = {
    {"_exit(0)", [] { _exit(0); }},
    {"_exit(7)", [] { _exit(7); }},
    {"_exit(256)", [] { _exit(256); }},
    {"_exit(-1)", [] { _exit(-1); }},
    {"raise(SIGTERM)", [] { std::raise(SIGTERM); }},
    {"raise(SIGKILL)", [] { std::raise(SIGKILL); }},
};
// endregion endings

int main() {
  std::puts("                status  WIFEXITED  WEXITSTATUS  WTERMSIG");
  for (const Ending& ending : endings) {
    const pid_t child = fork();
    if (child == -1) return 1;
    if (child == 0) {
      ending.end();
      _exit(99);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child) return 1;
    std::printf("%-14s  %6d  %9s  %11d  %8d\n", ending.name, status,
                WIFEXITED(status) ? "yes" : "no", WEXITSTATUS(status),
                WTERMSIG(status));
  }
}
