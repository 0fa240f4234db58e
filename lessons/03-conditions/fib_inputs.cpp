// output: differs from run to run
// Fibonacci numbers of four inputs. Four workers wait for inputs in a queue and
// put results into a map; once they compute inside the lock, once outside.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::mutex m;
std::condition_variable filled;
std::queue<int> inputs;            // guarded by m
std::map<int, long long> results;  // guarded by m

long long fib(int n) {
  std::this_thread::sleep_for(50ms);  // stands for a long computation
  long long a = 0, b = 1;
  for (; n > 0; --n) b = std::exchange(a, b) + b;
  return a;
}

// region inside
void inside() {
  std::unique_lock lock(m);
  while (inputs.empty()) {
    filled.wait(lock);
  }
  const int n = inputs.front();
  inputs.pop();
  results[n] = fib(n);  // everybody else waits for this
}
// endregion inside

// region outside
void outside() {
  std::unique_lock lock(m);
  while (inputs.empty()) {
    filled.wait(lock);
  }
  const int n = inputs.front();
  inputs.pop();
  lock.unlock();
  const long long f = fib(n);
  lock.lock();
  results[n] = f;
}
// endregion outside

void measure(const char* name, void (*worker)()) {
  results.clear();
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> workers;
  for (int i = 0; i < 4; ++i) workers.emplace_back(worker);
  {
    std::lock_guard lock(m);
    for (int n : {3, 10, 30, 90}) inputs.push(n);
    filled.notify_all();
  }
  for (std::thread& t : workers) t.join();
  const std::chrono::duration<double, std::milli> took =
      std::chrono::steady_clock::now() - start;
  std::printf("computed %s the lock: %zu results in %.0f ms\n", name,
              results.size(), took.count());
}

int main() {
  measure("inside ", inside);
  measure("outside", outside);
  std::printf("fib(90) = %lld\n", results[90]);
}
