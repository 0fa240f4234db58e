// output: differs from run to run
// 64 jobs that compute, and a crew of 1 to 16 threads.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

volatile unsigned sink;

void job() {
  unsigned x = 1;
  for (int i = 0; i < 1'000'000; ++i) x = x * 1664525 + 1013904223;
  sink = x;
}

double milliseconds(int workers) {
  const auto start = Clock::now();
  std::vector<std::thread> crew;
  for (int i = 0; i < workers; ++i)
    crew.emplace_back([=] {
      for (int n = i; n < 64; n += workers) job();
    });
  for (std::thread& t : crew) t.join();
  return std::chrono::duration<double, std::milli>(Clock::now() - start)
      .count();
}

int main() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  double load = 0;
  getloadavg(&load, 1);
  std::printf(
      "%d processors, load %.1f (above %.1f do not trust the numbers)\n", cores,
      load, 0.7 * cores);
  double longest = 0;
  for (const int workers : {1, 2, 4, 8, 16}) {
    const double best = std::min(milliseconds(workers), milliseconds(workers));
    longest = std::max(longest, best);
    std::printf("%2d workers %6.1f ms  %s\n", workers, best,
                std::string(static_cast<std::size_t>(40 * best / longest), '#')
                    .c_str());
  }
}
