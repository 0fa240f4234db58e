// output: in virtual time
// 20 items through three steps of 5, 20 and 5 ms: one after the other, as a
// line, and with several workers at the slow step.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// region queue
class Queue {
 public:
  void put(int item) {
    std::lock_guard lock(m_);
    items_.push_back(item);
    changed_.notify_one();
  }
  void close() {
    std::lock_guard lock(m_);
    closed_ = true;
    changed_.notify_all();
  }
  std::optional<int> take() {  // nothing: closed, and drained
    std::unique_lock lock(m_);
    changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    const int item = items_.front();
    items_.pop_front();
    return item;
  }

 private:
  std::mutex m_;
  std::condition_variable changed_;
  std::deque<int> items_;
  bool closed_ = false;
};
// endregion queue

void in_turn() {
  for (int item = 0; item < 20; ++item) {
    std::this_thread::sleep_for(5ms);
    std::this_thread::sleep_for(20ms);
    std::this_thread::sleep_for(5ms);
  }
}

// region line
void line(int workers) {
  Queue first, second;
  std::thread cut([&] {
    for (int item = 0; item < 20; ++item) {
      std::this_thread::sleep_for(5ms);
      first.put(item);
    }
    first.close();
  });
  std::vector<std::thread> paint;
  for (int i = 0; i < workers; ++i)
    paint.emplace_back([&] {
      while (auto item = first.take()) {
        std::this_thread::sleep_for(20ms);
        second.put(*item);
      }
    });
  std::thread pack([&] {
    while (second.take()) std::this_thread::sleep_for(5ms);
  });
  cut.join();
  for (std::thread& t : paint) t.join();
  second.close();
  pack.join();
}
// endregion line

template <class F>
void measure(const char* name, F f) {
  const auto start = Clock::now();
  f();
  std::printf("%-28s %4ld ms\n", name,
              static_cast<long>((Clock::now() - start) / 1ms));
}

int main() {
  measure("one after the other", in_turn);
  measure("a line", [] { line(1); });
  measure("two at the slow step", [] { line(2); });
  measure("four at the slow step", [] { line(4); });
}
