// expect: lost-wakeup
// Serve notifies the atomic it changes but Close only stores to it; it shows
// when the customer already sleeps in wait() before the shop closes.
#include <atomic>
#include <cstdio>
#include <thread>

class Counter {
 public:
  bool WaitForTurn() {
    state_.wait(kQueueing);
    return state_.load() == kServed;
  }

  void Serve() {
    state_.store(kServed);
    state_.notify_all();
  }

  void Close() { state_.store(kClosed); }

 private:
  static constexpr int kQueueing = 0;
  static constexpr int kServed = 1;
  static constexpr int kClosed = 2;

  std::atomic<int> state_{kQueueing};
};

int main(int argc, char**) {
  Counter counter;
  const bool staffed = argc > 1;
  std::thread customer([&counter] {
    std::puts(counter.WaitForTurn() ? "served" : "sent away");
  });
  std::thread clerk([&counter, staffed] {
    if (staffed) {
      counter.Serve();
    } else {
      counter.Close();
    }
  });
  customer.join();
  clerk.join();
  return 0;
}
