// output: differs from run to run
// What an increment costs, in nanoseconds: with a mutex, alone and with two
// threads; as an atomic; and with a counter of one's own that is added to the
// shared one once, at the end.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

std::mutex m;
long long total = 0;  // guarded by m
std::atomic<long long> atomic_total = 0;

void with_mutex(int times) {
  for (int i = 0; i < times; ++i) {
    std::lock_guard guard(m);
    ++total;
  }
}

void with_atomic(int times) {
  for (int i = 0; i < times; ++i) ++atomic_total;
}

// region own
void with_own(int times) {
  long long mine = 0;  // on this thread's stack: nobody else can reach it
  for (int i = 0; i < times; ++i) ++mine;
  std::lock_guard guard(m);
  total += mine;  // one lock instead of a million
}
// endregion own

void measure(const char* what, int threads, void (*work)(int)) {
  const int times = 1'000'000;
  auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t) all.emplace_back(work, times);
  for (std::thread& t : all) t.join();
  std::chrono::duration<double, std::nano> time =
      std::chrono::steady_clock::now() - start;
  std::printf("%-28s %.2f ns\n", what, time.count() / (times * threads));
}

int main() {
  measure("1 thread, mutex:", 1, with_mutex);
  measure("2 threads, mutex:", 2, with_mutex);
  measure("2 threads, atomic:", 2, with_atomic);
  measure("2 threads, own, added once:", 2, with_own);
}
