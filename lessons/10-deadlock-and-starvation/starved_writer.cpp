// output: differs from run to run
// Readers who hold a std::shared_mutex for 1 ms, again and again. A writer
// comes, and waits; after a second the readers are stopped.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

void measure(int readers) {
  std::shared_mutex m;
  std::atomic<bool> stop = false, inside = false;
  std::atomic<int> reads = 0;

  // region threads
  auto read = [&] {
    while (!stop) {
      std::shared_lock lock(m);
      std::this_thread::sleep_for(1ms);
      ++reads;
    }
  };
  auto write = [&] {
    std::lock_guard lock(m);
    inside = true;
  };
  // endregion threads

  std::vector<std::jthread> threads;
  for (int i = 0; i < readers; ++i) threads.emplace_back(read);
  std::this_thread::sleep_for(20ms);

  const auto start = Clock::now();
  reads = 0;
  std::jthread writer(write);
  while (!inside && Clock::now() < start + 1s) std::this_thread::sleep_for(1ms);
  const int overtaken = reads;
  const std::chrono::duration<double, std::milli> waited = Clock::now() - start;
  stop = true;
  std::printf("readers: %d  the writer waited %.0f ms, %d reads\n", readers,
              waited.count(), overtaken);
}

int main() {
  for (int readers : {1, 2, 4}) measure(readers);
}
