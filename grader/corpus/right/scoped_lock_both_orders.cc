// expect: pass
// Transfers name their two accounts in opposite orders, but scoped_lock takes
// both mutexes by its deadlock-avoiding algorithm.
#include <cstdio>
#include <mutex>
#include <thread>

class Purse {
 public:
  explicit Purse(int coins) : coins_(coins) {}

  friend void Swap(Purse& left, Purse& right) {
    std::scoped_lock lock(left.mutex_, right.mutex_);
    const int coins = left.coins_;
    left.coins_ = right.coins_;
    right.coins_ = coins;
  }

  int coins() {
    std::scoped_lock lock(mutex_);
    return coins_;
  }

 private:
  std::mutex mutex_;
  int coins_;
};

int main() {
  Purse gold(7);
  Purse silver(30);
  std::thread first([&] { Swap(gold, silver); });
  std::thread second([&] { Swap(silver, gold); });
  first.join();
  second.join();
  std::printf("gold %d silver %d\n", gold.coins(), silver.coins());
  return gold.coins() == 7 && silver.coins() == 30 ? 0 : 1;
}
