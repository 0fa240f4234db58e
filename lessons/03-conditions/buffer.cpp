// output: differs from run to run
// A bounded buffer made of two semaphores and a mutex: items per second from
// one thread to another, by capacity.
#include <chrono>
#include <cstdio>
#include <deque>
#include <mutex>
#include <semaphore>
#include <thread>

// region buffer
class Buffer {
 public:
  explicit Buffer(int capacity) : places_(capacity) {}

  void put(int item) {
    places_.acquire();  // waits while there is no free place
    {
      std::lock_guard lock(m_);
      items_.push_back(item);
    }
    filled_.release();
  }

  int take() {
    filled_.acquire();  // waits while there is no item
    int item;
    {
      std::lock_guard lock(m_);
      item = items_.front();
      items_.pop_front();
    }
    places_.release();
    return item;
  }

 private:
  std::counting_semaphore<> places_;
  std::counting_semaphore<> filled_{0};
  std::mutex m_;
  std::deque<int> items_;  // guarded by m_
};
// endregion buffer

void measure(int capacity) {
  const int n = 20000;
  Buffer buffer(capacity);
  const auto start = std::chrono::steady_clock::now();
  std::thread producer([&] {
    for (int i = 0; i < n; ++i) buffer.put(i);
  });
  for (int i = 0; i < n; ++i) buffer.take();
  producer.join();
  const std::chrono::duration<double> took =
      std::chrono::steady_clock::now() - start;
  std::printf("capacity %d: %.2f million items a second\n", capacity,
              n / took.count() / 1e6);
}

int main() {
  for (int capacity : {1, 8, 64, 1024}) measure(capacity);
}
