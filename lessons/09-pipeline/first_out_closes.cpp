// explore:
// Two workers in the middle. Whoever sees the end closes the next queue.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

// Put after close: the item is lost.
class Queue {
 public:
  void put(int item) {
    std::lock_guard lock(m_);
    if (closed_) return;
    items_.push_back(item);
    changed_.notify_one();
  }
  void close() {
    std::lock_guard lock(m_);
    closed_ = true;
    changed_.notify_all();
  }
  std::optional<int> take() {
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

// region middle
Queue in, out;

void worker() {
  while (auto item = in.take()) {
    out.put(*item * *item);
  }
  out.close();
}

int main() {
  in.put(7);
  in.close();
  std::thread a(worker), b(worker);
  const bool arrived = out.take().has_value();
  a.join();
  b.join();
  return arrived ? 0 : 1;
}
// endregion middle
