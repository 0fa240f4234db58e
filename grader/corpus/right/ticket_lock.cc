// expect: pass
// A ticket lock made of two atomics guards a plain balance; threads spin with
// yields, and every spinner's number comes up because each holder moves it on.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class TicketLock {
 public:
  void lock() {
    const unsigned ticket = next_.fetch_add(1);
    while (serving_.load() != ticket) std::this_thread::yield();
  }

  void unlock() { serving_.fetch_add(1); }

 private:
  std::atomic<unsigned> next_{0};
  std::atomic<unsigned> serving_{0};
};

int main() {
  TicketLock lock;
  int balance = 100;
  const int amounts[] = {25, -40, 15};
  std::vector<std::thread> tellers;
  for (int amount : amounts) {
    tellers.emplace_back([&lock, &balance, amount] {
      std::lock_guard<TicketLock> guard(lock);
      balance += amount;
    });
  }
  for (std::thread& teller : tellers) teller.join();
  std::printf("balance %d\n", balance);
  return balance == 100 ? 0 : 1;
}
