// output: differs from run to run
// 64 numbers, which of them are prime? By one loop, by 2 threads, by 64. Each
// thread counts its divisions: that number is the same on every machine.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

constexpr std::uint64_t first = 1'000'000'000'000;
constexpr int count = 64;

// region test
// How many divisions it takes to know whether n is prime.
long divisions(std::uint64_t n) {
  long done = 1;
  if (n % 2 == 0) return done;
  for (std::uint64_t d = 3; d * d <= n; d += 2, ++done)
    if (n % d == 0) return done + 1;
  return done;
}

// The kth of w equal parts of the 64 numbers.
void part(int k, int w, long& done) {
  const int size = count / w;
  long sum = 0;
  for (int i = 0; i < size; ++i) sum += divisions(first + k * size + i);
  done = sum;
}
// endregion test

// threads = 0: no thread but main.
void measure(const char* name, int threads) {
  std::vector<long> done(std::max(threads, 1));
  double best = 1e9;  // others use this machine, too: the best of 5 says most
  for (int round = 0; round < 5; ++round) {
    const auto start = std::chrono::steady_clock::now();
    if (threads == 0) part(0, 1, done[0]);
    {
      std::vector<std::jthread> running;
      for (int k = 0; k < threads; ++k)
        running.emplace_back(part, k, threads, std::ref(done[k]));
    }
    const std::chrono::duration<double, std::milli> passed =
        std::chrono::steady_clock::now() - start;
    best = std::min(best, passed.count());
  }
  std::printf("%-10s %6.1f ms   busiest thread: %7ld divisions\n", name, best,
              *std::max_element(done.begin(), done.end()));
}

int main() {
  std::vector<long> all;
  for (int i = 0; i < count; ++i) all.push_back(divisions(first + i));
  std::sort(all.rbegin(), all.rend());
  std::printf("most divisions for a number: %ld %ld %ld, then %ld\n\n", all[0],
              all[1], all[2], all[3]);
  measure("one loop", 0);
  measure("2 threads", 2);
  measure("64 threads", 64);
}
