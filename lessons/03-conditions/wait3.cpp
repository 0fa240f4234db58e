// output: differs from run to run
// Three ways to wait for a flag that is set after 200 ms. Each counts how often
// it looks at the flag, what CPU time it takes, and how late it notices.
#include <time.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::mutex m;
std::condition_variable changed;
bool ready = false;      // guarded by m
Clock::time_point when;  // it was set; guarded by m
long looks = 0;          // used by the waiting thread only

// The caller holds m.
bool seen() {
  ++looks;
  return ready;
}

// region ways
void spin() {
  std::unique_lock lock(m);
  while (!seen()) {
    lock.unlock();
    lock.lock();
  }
}

void sleep_and_look() {
  std::unique_lock lock(m);
  while (!seen()) {
    lock.unlock();
    std::this_thread::sleep_for(15ms);
    lock.lock();
  }
}

void condition() {
  std::unique_lock lock(m);
  while (!seen()) {
    changed.wait(lock);
  }
}
// endregion ways

double cpu_ms() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

void measure(const char* name, void (*wait)()) {
  ready = false;
  looks = 0;
  std::thread setter([] {
    std::this_thread::sleep_for(200ms);
    std::lock_guard lock(m);
    when = Clock::now();
    ready = true;
    changed.notify_one();
  });
  const double before = cpu_ms();
  wait();
  const std::chrono::duration<double, std::milli> late = Clock::now() - when;
  std::printf("%s looks: %ld  CPU: %.2f ms  late: %.2f ms\n", name, looks,
              cpu_ms() - before, late.count());
  setter.join();
}

int main() {
  measure("spin          ", spin);
  measure("sleep and look", sleep_and_look);
  measure("condition     ", condition);
}
