// output: always the same
// Two workers, each with a pipe of its own. The first one is told to end.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

// Waits for the end of a process, but not for ever.
bool ends_within_two_seconds(pid_t child) {
  for (int i = 0; i < 200; ++i) {
    if (waitpid(child, nullptr, WNOHANG) == child) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

// region start
struct Worker {
  pid_t pid;
  int to;  // the parent's end of the pipe
};

Worker start(const std::vector<int>& to_close) {
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  const pid_t pid = fork();
  must(pid >= 0, "fork");
  if (pid == 0) {
    for (int end : to_close) close(end);
    close(ends[1]);  // its own pipe: it reads, the parent writes
    char c;
    while (read(ends[0], &c, 1) == 1) {
    }
    _exit(0);
  }
  close(ends[0]);
  return {pid, ends[1]};
}
// endregion start

// region both
void both(bool second_closes) {
  const Worker first = start({});
  const Worker second =
      start(second_closes ? std::vector{first.to} : std::vector<int>{});
  close(first.to);
  const bool ended = ends_within_two_seconds(first.pid);
  std::printf("  the first is told to end:   it %s\n",
              ended ? "ends" : "still waits");
  close(second.to);
  must(waitpid(second.pid, nullptr, 0) == second.pid, "waitpid");
  if (!ended) must(waitpid(first.pid, nullptr, 0) == first.pid, "waitpid");
  std::printf("  the second is told to end:  %s\n",
              ended ? "it ends" : "both end");
}
// endregion both

int main() {
  std::printf("the second worker keeps what it inherits:\n");
  std::fflush(stdout);  // or the children would have it in their buffers, too
  both(false);
  std::printf("the second worker closes the end that leads to the first:\n");
  std::fflush(stdout);
  both(true);
}
