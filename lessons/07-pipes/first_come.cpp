// output: differs from run to run
// Three workers, each with a pipe of its own, need 150, 50 and 100 ms.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <thread>

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

std::array<int, 3> from;  // the ends from which the parent reads
std::array<pid_t, 3> pids;
Clock::time_point begin;

void start() {
  begin = Clock::now();
  for (int i = 0; i < 3; ++i) {
    int ends[2];
    must(pipe(ends) == 0, "pipe");
    pids[i] = fork();
    must(pids[i] >= 0, "fork");
    if (pids[i] == 0) {
      close(ends[0]);
      std::this_thread::sleep_for(Milliseconds(std::array{150, 50, 100}[i]));
      _exit(write(ends[1], "x", 1) == 1 ? 0 : 1);
    }
    close(ends[1]);
    from[i] = ends[0];
  }
}

void take(int i) {
  char c;
  must(read(from[i], &c, 1) == 1, "read");
  const auto after =
      std::chrono::duration_cast<Milliseconds>(Clock::now() - begin);
  std::printf("  worker %d after %3d ms\n", i + 1, int(after.count()));
}

void finish() {
  for (int end : from) close(end);
  for (pid_t pid : pids) must(waitpid(pid, nullptr, 0) == pid, "waitpid");
}

// region by_number
void by_number() {
  for (int i = 0; i < 3; ++i) take(i);
}
// endregion by_number

// region first_come
void first_come() {
  std::array<pollfd, 3> ends;
  for (int i = 0; i < 3; ++i) ends[i] = {from[i], POLLIN, 0};
  for (int left = 3; left > 0;) {
    must(poll(ends.data(), ends.size(), -1) > 0, "poll");  // -1: no time limit
    for (int i = 0; i < 3; ++i) {
      if (ends[i].revents == 0) continue;
      take(i);          // does not wait
      ends[i].fd = -1;  // poll passes over it from now on
      --left;
    }
  }
}
// endregion first_come

int main() {
  std::printf("by number:\n");
  std::fflush(stdout);  // or each child would have it in its buffer, too
  start();
  by_number();
  finish();
  std::printf("first come, first served:\n");
  std::fflush(stdout);
  start();
  first_come();
  finish();
}
