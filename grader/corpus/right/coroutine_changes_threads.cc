// expect: pass
// One coroutine hops between two threads and keeps plain locals without a lock;
// each hop goes through a desk's mutex, which orders the steps.
#include <condition_variable>
#include <coroutine>
#include <cstdio>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

class Desk {
 public:
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> order) { Put(order); }
  void await_resume() const noexcept {}

  void Put(std::coroutine_handle<> order) {
    std::lock_guard<std::mutex> lock(mutex_);
    orders_.push_back(order);
    changed_.notify_one();
  }

  void Serve(int orders) {
    for (int i = 0; i < orders; ++i) {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return !orders_.empty(); });
      std::coroutine_handle<> order = orders_.front();
      orders_.pop_front();
      lock.unlock();
      order.resume();
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::coroutine_handle<>> orders_;
};

struct Order {
  struct promise_type {
    Order get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

Order Fulfil(Desk& kitchen, Desk& till, int& bill) {
  int cents = 300;
  co_await till;
  cents += 50;
  co_await kitchen;
  cents *= 2;
  co_await till;
  bill = cents;
}

int main() {
  Desk kitchen;
  Desk till;
  int bill = 0;
  Order order = Fulfil(kitchen, till, bill);
  kitchen.Put(order.handle);
  std::thread cook([&kitchen] { kitchen.Serve(2); });
  std::thread cashier([&till] { till.Serve(2); });
  cook.join();
  cashier.join();
  const bool done = order.handle.done();
  order.handle.destroy();
  std::printf("bill %d\n", bill);
  return done && bill == 700 ? 0 : 1;
}
