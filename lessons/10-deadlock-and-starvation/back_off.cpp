// output: differs from run to run
// Two threads need the same two locks, in opposite orders, 20,000 times each.
// How often do they have to give one back?
#include <chrono>
#include <cstdio>
#include <mutex>
#include <random>
#include <thread>

using Clock = std::chrono::steady_clock;

std::mutex x, y;

void busy(int ns) {
  const auto end = Clock::now() + std::chrono::nanoseconds(ns);
  while (Clock::now() < end) {
  }
}

// region ways
// Both return how often the second lock was not to be had.
int at_once(std::mutex& first, std::mutex& second) {
  for (int retries = 0;; ++retries) {
    std::scoped_lock a(first);
    busy(500);  // something is done with the first one
    std::unique_lock b(second, std::try_to_lock);
    if (b) return retries;
  }
}

int with_pause(std::mutex& first, std::mutex& second) {
  thread_local std::minstd_rand random(&first == &x);
  for (int retries = 0;; ++retries) {
    {
      std::scoped_lock a(first);
      busy(500);
      std::unique_lock b(second, std::try_to_lock);
      if (b) return retries;
    }
    busy(random() % 5000);  // so that the two do not keep step
  }
}
// endregion ways

void measure(const char* name, int (*both)(std::mutex&, std::mutex&)) {
  int retries[2] = {0, 0};
  {
    std::jthread a([&] {
      for (int i = 0; i < 20'000; ++i) retries[0] += both(x, y);
    });
    std::jthread b([&] {
      for (int i = 0; i < 20'000; ++i) retries[1] += both(y, x);
    });
  }
  std::printf("%s done: 40000  given back: %d\n", name,
              retries[0] + retries[1]);
}

int main() {
  measure("again at once:        ", at_once);
  measure("after a random pause: ", with_pause);
}
