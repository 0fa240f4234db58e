// A bounded queue between a producer and two consumers.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace {

class Queue {
 public:
  void put(int value) {
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [&] { return values_.size() < 2; });
    values_.push_back(value);
    not_empty_.notify_one();
  }
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    not_empty_.notify_all();
  }
  std::optional<int> get() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return !values_.empty() || closed_; });
    if (values_.empty()) return std::nullopt;
    const int value = values_.front();
    values_.pop_front();
    not_full_.notify_one();
    return value;
  }

 private:
  std::mutex mutex_;
  std::condition_variable not_empty_, not_full_;
  std::deque<int> values_;
  bool closed_ = false;
};

}  // namespace

int main() {
  Queue queue;
  int sums[2] = {0, 0};
  const auto consume = [&queue](int& sum) {
    while (const auto value = queue.get()) sum += *value;
  };
  std::thread first(consume, std::ref(sums[0]));
  std::thread second(consume, std::ref(sums[1]));
  for (int i = 1; i <= 5; ++i) queue.put(i);
  queue.close();
  first.join();
  second.join();
  return sums[0] + sums[1] == 15 ? 0 : 1;
}
