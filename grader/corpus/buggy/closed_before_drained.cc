// expect: wrong-result
// The consumer tests for emptiness first and for closing second; parcels sent
// between the two tests, followed by the close, are never unloaded.
#include <atomic>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>

class Dock {
 public:
  void Send(int weight) {
    std::lock_guard<std::mutex> lock(mutex_);
    parcels_.push_back(weight);
  }

  bool TryUnload(int& weight) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (parcels_.empty()) return false;
    weight = parcels_.front();
    parcels_.pop_front();
    return true;
  }

  void Close() { closed_.store(true); }
  bool closed() const { return closed_.load(); }

 private:
  std::mutex mutex_;
  std::deque<int> parcels_;
  std::atomic<bool> closed_{false};
};

int main() {
  Dock dock;
  int unloaded = 0;
  std::thread lorry([&dock] {
    dock.Send(20);
    dock.Send(22);
    dock.Close();
  });
  std::thread crane([&] {
    int weight = 0;
    while (true) {
      if (dock.TryUnload(weight)) {
        unloaded += weight;
      } else if (dock.closed()) {
        return;
      } else {
        std::this_thread::yield();
      }
    }
  });
  lorry.join();
  crane.join();
  std::printf("unloaded %d\n", unloaded);
  return unloaded == 42 ? 0 : 1;
}
