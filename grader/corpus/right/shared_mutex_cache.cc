// expect: pass
// Lookups hold the shared lock and still count their hits, but the counter is
// atomic; a miss drops the shared lock and looks again under the exclusive one.
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

class SquareCache {
 public:
  int Square(int number) {
    {
      std::shared_lock<std::shared_mutex> lock(mutex_);
      auto found = squares_.find(number);
      if (found != squares_.end()) {
        hits_.fetch_add(1);
        return found->second;
      }
    }
    std::unique_lock<std::shared_mutex> lock(mutex_);
    auto [entry, inserted] = squares_.try_emplace(number, number * number);
    if (inserted) ++misses_;
    return entry->second;
  }

  int misses() const {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    return misses_;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::map<int, int> squares_;
  int misses_ = 0;
  std::atomic<int> hits_{0};
};

int main() {
  SquareCache cache;
  int sums[2] = {0, 0};
  std::thread first([&] { sums[0] = cache.Square(3) + cache.Square(4); });
  std::thread second([&] { sums[1] = cache.Square(4) + cache.Square(3); });
  first.join();
  second.join();
  std::printf("misses %d\n", cache.misses());
  return sums[0] == 25 && sums[1] == 25 && cache.misses() == 2 ? 0 : 1;
}
