// output: always the same
// Three workers, and worker 1 uses a null pointer: as processes, as threads.
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

// region work
int* volatile lost = nullptr;

void work(int worker) {
  if (worker == 1) *lost = 1;
}
// endregion work

template <class F>
pid_t start(F f) noexcept {  // or an exception of f would come back from here
  const pid_t child = fork();
  if (child == -1) std::exit(1);
  if (child == 0) {
    if (prctl(PR_SET_DUMPABLE, 0) == -1) _exit(1);  // leaves no core file
    f();
    _exit(0);
  }
  return child;
}

void tell(const char* who, pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child) std::exit(1);
  if (WIFSIGNALED(status))
    std::printf("%s: killed by signal %d\n", who, WTERMSIG(status));
  else
    std::printf("%s: ends with %d\n", who, WEXITSTATUS(status));
}

int main() {
  // region crews
  std::vector<pid_t> crew;
  for (int i = 0; i < 3; ++i) crew.push_back(start([i] { work(i); }));
  for (const pid_t worker : crew) tell("a process of three", worker);

  const pid_t all =
      start([] { std::jthread a(work, 0), b(work, 1), c(work, 2); });
  tell("a process with three threads", all);
  // endregion crews
  std::puts("main: goes on");
}
