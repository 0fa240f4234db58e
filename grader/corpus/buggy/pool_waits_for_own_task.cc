// expect: deadlock
// A task of the one-thread pool submits a second task to the same pool and
// waits for it; the only worker is the one that waits, in every order.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

class Pool {
 public:
  Pool() : worker_([this](std::stop_token stop) { Run(stop); }) {}

  template <typename Work>
  std::future<int> Submit(Work work) {
    std::packaged_task<int()> task(std::move(work));
    std::future<int> result = task.get_future();
    {
      std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    filled_.notify_one();
    return result;
  }

 private:
  void Run(std::stop_token stop) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (filled_.wait(lock, stop, [this] { return !tasks_.empty(); })) {
      std::packaged_task<int()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any filled_;
  std::deque<std::packaged_task<int()>> tasks_;
  std::jthread worker_;
};

int main() {
  Pool pool;
  std::future<int> total = pool.Submit([&pool] {
    std::future<int> tax = pool.Submit([] { return 19; });
    return 100 + tax.get();
  });
  std::printf("total %d\n", total.get());
  return 0;
}
