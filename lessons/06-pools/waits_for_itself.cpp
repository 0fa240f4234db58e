// explore:
// One worker. Its job hands a second job to the same worker, and waits for it.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable changed;
std::deque<std::function<void()>> queue;  // guarded by m

void submit(std::function<void()> job) {
  std::lock_guard lock(m);
  queue.push_back(std::move(job));
  changed.notify_one();
}

void worker() {
  for (int jobs = 0; jobs < 2; ++jobs) {
    std::unique_lock lock(m);
    changed.wait(lock, [] { return !queue.empty(); });
    const std::function<void()> job = std::move(queue.front());
    queue.pop_front();
    lock.unlock();
    job();
  }
}

// region main
bool second_done = false;  // guarded by m

void second() {
  std::lock_guard lock(m);
  second_done = true;
  changed.notify_all();
}

void first() {
  submit(second);
  std::unique_lock lock(m);
  while (!second_done) {
    changed.wait(lock);
  }
}

int main() {
  std::thread only_worker(worker);
  submit(first);
  only_worker.join();
}
// endregion main
