// output: differs from run to run
// What an interpreter lock does: one lock that a thread holds while it
// computes, and gives back while it waits.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

// region jobs
std::mutex interpreter;  // whoever computes holds it

bool is_prime(std::uint64_t n) {
  for (std::uint64_t d = 2; d * d <= n; ++d)
    if (n % d == 0) return false;
  return true;
}

volatile bool answer;  // or the compiler would not compute at all

void compute() {
  const bool found = is_prime(10'000'000'019);
  answer = found;
}
void compute_locked() {
  std::lock_guard lock(interpreter);
  compute();
}
void wait() { std::this_thread::sleep_for(2ms); }  // without the lock
// endregion jobs

void in_turn(void (*job)()) {
  for (int i = 0; i < 8; ++i) job();
}
void by_threads(int n, void (*job)()) {
  std::vector<std::jthread> threads;
  for (int t = 0; t < n; ++t)
    threads.emplace_back([=] {
      for (int i = 0; i < 8 / n; ++i) job();
    });
}

void measure(const char* name, const std::function<void()>& work) {
  double best = 1e9;  // others use this machine, too: the best of 20 says most
  for (int round = 0; round < 20; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> passed =
        std::chrono::steady_clock::now() - start;
    best = std::min(best, passed.count());
  }
  std::printf("%-34s %6.1f ms\n", name, best);
}

int main() {
  measure("8 x compute, one thread", [] { in_turn(compute); });
  measure("8 x compute, 2 threads", [] { by_threads(2, compute); });
  measure("8 x compute, 2 threads, one lock",
          [] { by_threads(2, compute_locked); });
  measure("8 x wait, one thread", [] { in_turn(wait); });
  measure("8 x wait, 8 threads, one lock", [] { by_threads(8, wait); });
}
