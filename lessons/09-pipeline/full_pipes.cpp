// output: always the same
// A line of processes: two steps, and pipes between neighbours. Main feeds all
// numbers before it collects the first; then a process of its own feeds them.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

using Number = std::int64_t;

// region step
void step(int from, int to) {
  for (Number n; read(from, &n, sizeof n) == sizeof n;) {
    ++n;
    must(write(to, &n, sizeof n) == sizeof n, "write");
  }
}
// endregion step

struct Line {
  int feed, collect;  // main's ends
  std::array<pid_t, 2> steps;
};

Line start() {
  Line line;
  int first[2];
  must(pipe(first) == 0, "pipe");
  line.feed = first[1];
  int from = first[0];
  for (pid_t& pid : line.steps) {
    int next[2];
    must(pipe(next) == 0, "pipe");
    pid = fork();
    must(pid >= 0, "fork");
    if (pid == 0) {
      close(line.feed);
      close(next[0]);
      step(from, next[1]);
      _exit(0);
    }
    close(from);
    close(next[1]);
    from = next[0];
  }
  line.collect = from;
  return line;
}

// False if one write has waited for two seconds: alarm() interrupts it.
bool feed(int to, int numbers) {
  for (Number n = 0; n < numbers; ++n) {
    alarm(2);
    const ssize_t done = write(to, &n, sizeof n);
    if (done == -1 && errno == EINTR) return false;
    must(done == sizeof n, "write");
  }
  alarm(0);
  return true;
}

int collect(int from) {
  int count = 0;
  for (Number n; read(from, &n, sizeof n) == sizeof n;) ++count;
  return count;
}

void finish(const Line& line) {
  close(line.collect);
  for (pid_t pid : line.steps) must(waitpid(pid, nullptr, 0) == pid, "waitpid");
}

// region all_first
void all_first(int numbers) {
  const Line line = start();
  const bool all_fed = feed(line.feed, numbers);
  close(line.feed);
  const int count = collect(line.collect);
  finish(line);
  if (all_fed)
    std::printf("%d numbers, all fed first: %d come back\n", numbers, count);
  else
    std::printf("%d numbers, all fed first: main waits in write\n", numbers);
}
// endregion all_first

// region by_another
void by_another(int numbers) {
  const Line line = start();
  const pid_t feeder = fork();
  must(feeder >= 0, "fork");
  if (feeder == 0) {
    close(line.collect);
    _exit(feed(line.feed, numbers) ? 0 : 1);
  }
  close(line.feed);
  std::printf("%d numbers, by a feeder:   %d come back\n", numbers,
              collect(line.collect));
  must(waitpid(feeder, nullptr, 0) == feeder, "waitpid");
  finish(line);
}
// endregion by_another

int main() {
  struct sigaction action = {};
  action.sa_handler = [](int) {};  // interrupts a write, and does nothing else
  must(sigaction(SIGALRM, &action, nullptr) == 0, "sigaction");

  all_first(20'000);
  all_first(30'000);
  by_another(30'000);
}
