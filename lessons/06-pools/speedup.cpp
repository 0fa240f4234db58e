// output: differs from run to run
// A program of which a fifth cannot be shared out: measured, beside what
// Amdahl's law says.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

volatile unsigned sink;

void compute(int units) {
  unsigned x = 1;
  for (int i = 0; i < units * 100'000; ++i) x = x * 1664525 + 1013904223;
  sink = x;
}

// 20 units alone, then 80 shared out.
double seconds(int workers) {
  const auto start = Clock::now();
  compute(20);
  std::vector<std::thread> crew;
  for (int i = 0; i < workers; ++i) crew.emplace_back(compute, 80 / workers);
  for (std::thread& t : crew) t.join();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double best_of_three(int workers) {
  return std::min({seconds(workers), seconds(workers), seconds(workers)});
}

int main() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  double load = 0;
  getloadavg(&load, 1);
  std::printf(
      "%d processors, load %.1f (above %.1f do not trust the numbers)\n", cores,
      load, 0.7 * cores);
  const double alone = best_of_three(1);
  std::puts("workers  measured  Amdahl");
  for (const int workers : {1, 2, 4, 8})
    std::printf("%7d  %8.2f  %6.2f\n", workers, alone / best_of_three(workers),
                1 / (0.2 + 0.8 / workers));
}
