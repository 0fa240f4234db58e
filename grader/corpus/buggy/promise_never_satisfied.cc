// expect: deadlock
// When the broker is closed before the clerk looks, the clerk drops the request
// without answering, and main waits for a future that nobody will set.
#include <cstdio>
#include <future>
#include <mutex>
#include <thread>

class Broker {
 public:
  std::future<int> Ask() {
    std::lock_guard<std::mutex> lock(mutex_);
    return answer_.get_future();
  }

  void Close() {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }

  void Answer(int price) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (closed_) return;
    answer_.set_value(price);
  }

 private:
  std::mutex mutex_;
  std::promise<int> answer_;
  bool closed_ = false;
};

int main() {
  Broker broker;
  std::future<int> price = broker.Ask();
  std::thread clerk([&broker] { broker.Answer(12); });
  std::thread porter([&broker] { broker.Close(); });
  std::printf("price %d\n", price.get());
  clerk.join();
  porter.join();
  return 0;
}
