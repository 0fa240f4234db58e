// expect: pass
// Two workers drain a queue of packaged tasks; shut-down closes the queue with
// tasks still inside, and the workers finish those before they leave.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

class TaskQueue {
 public:
  std::future<int> Submit(int length) {
    std::packaged_task<int()> task([length] { return length * 3; });
    std::future<int> result = task.get_future();
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
    changed_.notify_one();
    return result;
  }

  void Close() {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  void Drain() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      std::packaged_task<int()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::packaged_task<int()>> tasks_;
  bool closed_ = false;
};

int main() {
  TaskQueue queue;
  std::thread first([&queue] { queue.Drain(); });
  std::thread second([&queue] { queue.Drain(); });
  std::future<int> fence = queue.Submit(4);
  std::future<int> hedge = queue.Submit(6);
  queue.Close();
  const int metres = fence.get() + hedge.get();
  first.join();
  second.join();
  std::printf("%d metres\n", metres);
  return metres == 30 ? 0 : 1;
}
