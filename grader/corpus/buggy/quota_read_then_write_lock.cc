// expect: wrong-result
// Charge reads the usage under the shared lock and writes it back under the
// exclusive one; a charge that lands between the two locks is lost.
#include <cstdio>
#include <mutex>
#include <shared_mutex>
#include <thread>

class Quota {
 public:
  void Charge(int bytes) {
    const int updated = used() + bytes;
    std::unique_lock<std::shared_mutex> lock(mutex_);
    used_ = updated;
  }

  int used() const {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    return used_;
  }

 private:
  mutable std::shared_mutex mutex_;
  int used_ = 0;
};

int main() {
  Quota quota;
  std::thread photos([&quota] { quota.Charge(300); });
  std::thread music([&quota] { quota.Charge(200); });
  photos.join();
  music.join();
  std::printf("used %d\n", quota.used());
  return quota.used() == 500 ? 0 : 1;
}
