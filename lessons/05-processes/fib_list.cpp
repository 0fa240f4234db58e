// output: differs from run to run
// fib(30) to fib(39): one after the other, by ten processes, by ten threads.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

constexpr int first = 30, last = 39;

long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

volatile long sink;  // or the compiler leaves out what nobody looks at

bool one_after_the_other() {
  for (int n = first; n <= last; ++n) sink = fib(n);
  return true;
}

// region processes
bool by_processes() {
  std::vector<pid_t> children;
  for (int n = first; n <= last; ++n) {
    const pid_t child = fork();
    if (child == -1) break;  // and wait for those that there are
    if (child == 0) {
      sink = fib(n);
      _exit(0);
    }
    children.push_back(child);
  }
  int ended = 0;
  for (const pid_t child : children)
    ended += waitpid(child, nullptr, 0) == child;
  return ended == last - first + 1;
}
// endregion processes

bool by_threads() {
  std::vector<std::jthread> threads;  // joins them
  for (int n = first; n <= last; ++n)
    threads.emplace_back([n] { [[maybe_unused]] volatile long mine = fib(n); });
  return true;
}

void measure(const char* name, bool (*way)()) {
  double best = 1e9;  // others use this machine, too: the best says most
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    if (!way()) std::exit(1);
    const std::chrono::duration<double> passed =
        std::chrono::steady_clock::now() - start;
    best = std::min(best, passed.count());
  }
  std::printf("%-20s %5.2f s\n", name, best);
}

int main() {
  const unsigned processors = std::thread::hardware_concurrency();
  double load = 0;
  getloadavg(&load, 1);
  std::printf(
      "%u processors, load %.1f (above %.1f do not trust the numbers)\n",
      processors, load, 0.7 * processors);
  measure("one after the other", one_after_the_other);
  measure("ten processes", by_processes);
  measure("ten threads", by_threads);
}
