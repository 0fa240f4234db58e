// expect: wrong-result
// A lookup reads the store, then the writer updates it and drops the cached
// entry, and then the lookup caches the old price; main finds a stale cache.
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>

class Price {
 public:
  explicit Price(int cents) : cents_(cents) {}

  int Read() {
    std::lock_guard<std::mutex> lock(mutex_);
    return cents_;
  }

  void Write(int cents) {
    std::lock_guard<std::mutex> lock(mutex_);
    cents_ = cents;
  }

 private:
  std::mutex mutex_;
  int cents_;
};

class PriceCache {
 public:
  explicit PriceCache(Price& price) : price_(price) {}

  int Lookup() {
    if (std::optional<int> hit = Get()) return *hit;
    const int cents = price_.Read();
    std::lock_guard<std::mutex> lock(mutex_);
    cached_ = cents;
    return cents;
  }

  void Update(int cents) {
    price_.Write(cents);
    std::lock_guard<std::mutex> lock(mutex_);
    cached_.reset();
  }

 private:
  std::optional<int> Get() {
    std::lock_guard<std::mutex> lock(mutex_);
    return cached_;
  }

  Price& price_;
  std::mutex mutex_;
  std::optional<int> cached_;
};

int main() {
  Price price(100);
  PriceCache cache(price);
  std::thread till([&cache] { cache.Lookup(); });
  std::thread manager([&cache] { cache.Update(120); });
  till.join();
  manager.join();
  std::printf("till shows %d\n", cache.Lookup());
  return cache.Lookup() == price.Read() ? 0 : 1;
}
