// output: differs from run to run
// 10,000 jobs of a tenth of a microsecond each: in a loop, with a thread for
// each, handed one by one to two standing threads, and handed over in chunks.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;
constexpr int jobs = 10'000;

volatile unsigned sink;

void job() {
  unsigned x = 1;
  for (int i = 0; i < 80; ++i) x = x * 1664525 + 1013904223;
  sink = x;
}

// Two standing threads and a queue. An entry says how many jobs it stands for.
struct Crew {
  std::mutex m;
  std::condition_variable changed;
  std::deque<int> queue;
  bool over = false;
  std::vector<std::thread> threads;

  Crew() {
    for (int i = 0; i < 2; ++i) threads.emplace_back([this] { work(); });
  }
  void work() {
    for (;;) {
      std::unique_lock lock(m);
      changed.wait(lock, [this] { return over || !queue.empty(); });
      if (queue.empty()) return;
      const int count = queue.front();
      queue.pop_front();
      lock.unlock();
      for (int i = 0; i < count; ++i) job();
    }
  }
  void hand_over(int count) {
    std::lock_guard lock(m);
    queue.push_back(count);
    changed.notify_one();
  }
  void end() {
    {
      std::lock_guard lock(m);
      over = true;
      changed.notify_all();
    }
    for (auto& t : threads) t.join();
  }
};

void loop() {
  for (int i = 0; i < jobs; ++i) job();
}

void thread_each() {
  for (int i = 0; i < jobs; ++i) std::thread(job).join();
}

void in_chunks(int size) {
  Crew crew;
  for (int i = 0; i < jobs; i += size) crew.hand_over(size);
  crew.end();
}

template <class F>
void measure(const char* name, F f) {
  const auto start = Clock::now();
  f();
  const std::chrono::duration<double, std::milli> took = Clock::now() - start;
  std::printf("%-24s %7.1f ms\n", name, took.count());
}

int main() {
  measure("a loop", loop);
  measure("a thread for each", thread_each);
  measure("two threads, one by one", [] { in_chunks(1); });
  measure("two threads, by 100", [] { in_chunks(100); });
  std::printf("(%u processors; with one, two threads cannot beat the loop)\n",
              std::thread::hardware_concurrency());
}
