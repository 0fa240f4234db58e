// explore:
// Main feeds a line whose queues hold one item each, and collects afterwards.
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

class Place {  // a queue with room for one item
 public:
  void put(int item) {
    std::unique_lock lock(m_);
    changed_.wait(lock, [this] { return !item_; });
    item_ = item;
    changed_.notify_all();
  }
  int take() {
    std::unique_lock lock(m_);
    changed_.wait(lock, [this] { return item_.has_value(); });
    const int item = *item_;
    item_.reset();
    changed_.notify_all();
    return item;
  }

 private:
  std::mutex m_;
  std::condition_variable changed_;
  std::optional<int> item_;
};

// region feed
Place in, out;
constexpr int items = 4;

void step() {
  for (int i = 0; i < items; ++i) {
    out.put(in.take() + 1);
  }
}

int main() {
  std::thread t(step);
  for (int i = 0; i < items; ++i) {
    in.put(i);
  }
  for (int i = 0; i < items; ++i) {
    out.take();
  }
  t.join();
}
// endregion feed
