// output: always the same
// Ten computations, from fib(30) to fib(39), on two processors that take the
// next in turn. No process runs here: the calls are counted, not timed.
#include <algorithm>
#include <cstdio>
#include <deque>
#include <string>
#include <vector>

constexpr int first = 30, last = 39;
constexpr long slice = 5'000'000;  // calls, and a column of the picture

// How often fib is called for fib(n), itself included.
long calls(int n) {
  long before = 1, now = 1;  // for fib(0) and fib(1)
  for (int i = 2; i <= n; ++i) {
    const long next = 1 + now + before;
    before = now;
    now = next;
  }
  return now;
}

// A line for each: '#' computes, '.' waits for a processor.
std::vector<std::string> lines_with(std::size_t processors) {
  std::vector<long> left;
  std::deque<std::size_t> queue;
  for (int n = first; n <= last; ++n) {
    queue.push_back(left.size());
    left.push_back(calls(n));
  }
  std::vector<std::string> lines(left.size());
  while (!queue.empty()) {
    const std::size_t busy = std::min(processors, queue.size());
    std::vector<std::size_t> turn(queue.begin(), queue.begin() + busy);
    queue.erase(queue.begin(), queue.begin() + busy);
    for (const std::size_t i : queue) lines[i] += '.';
    for (const std::size_t i : turn) {
      lines[i] += '#';
      left[i] -= slice;
      if (left[i] > 0) queue.push_back(i);
    }
  }
  return lines;
}

int main() {
  long all = 0;
  for (int n = first; n <= last; ++n) all += calls(n);
  std::printf("fib(%d): %ld of %ld calls\n", last, calls(last), all);
  for (const std::size_t processors : {1, 2, 10})
    std::printf("processors: %2zu  columns: %3zu\n", processors,
                lines_with(processors).back().size());
  std::puts("two processors, one column is 5 million calls");
  const std::vector<std::string> lines = lines_with(2);
  for (std::size_t i = 0; i < lines.size(); ++i)
    std::printf("  fib(%zu)  %s\n", first + i, lines[i].c_str());
}
