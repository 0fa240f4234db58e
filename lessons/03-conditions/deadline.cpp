// output: differs from run to run
// Both want to give up after 50 ms. Somebody wakes them every 20 ms, twelve
// times, without the thing they wait for.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::mutex m;
std::condition_variable changed;
bool ready = false;  // guarded by m; stays false

// region again
void again_and_again() {
  std::unique_lock lock(m);
  while (!ready)
    if (changed.wait_for(lock, 50ms) == std::cv_status::timeout) return;
}
// endregion again

// region until
void until() {
  const auto deadline = Clock::now() + 50ms;
  std::unique_lock lock(m);
  while (!ready)
    if (changed.wait_until(lock, deadline) == std::cv_status::timeout) return;
}
// endregion until

void measure(const char* name, void (*wait)()) {
  std::thread knocker([] {
    for (int i = 0; i < 12; ++i) {
      std::this_thread::sleep_for(20ms);
      changed.notify_all();
    }
  });
  const auto start = Clock::now();
  wait();
  const std::chrono::duration<double, std::milli> took = Clock::now() - start;
  std::printf("%s gave up after %.0f ms\n", name, took.count());
  knocker.join();
}

int main() {
  measure("wait_for again and again:", again_and_again);
  measure("wait_until:              ", until);
}
