// expect: crash
// The kiosk checks that the item exists and reads its price under a second
// lock; if it is withdrawn in between, out_of_range escapes the thread.
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Menu {
 public:
  void Offer(const std::string& item, int cents) {
    std::lock_guard<std::mutex> lock(mutex_);
    prices_[item] = cents;
  }

  void Withdraw(const std::string& item) {
    std::lock_guard<std::mutex> lock(mutex_);
    prices_.erase(item);
  }

  bool Has(const std::string& item) {
    std::lock_guard<std::mutex> lock(mutex_);
    return prices_.count(item) > 0;
  }

  int Price(const std::string& item) {
    std::lock_guard<std::mutex> lock(mutex_);
    return prices_.at(item);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, int> prices_;
};

int main() {
  Menu menu;
  menu.Offer("soup", 450);
  std::thread kiosk([&menu] {
    if (menu.Has("soup")) std::printf("soup %d\n", menu.Price("soup"));
  });
  std::thread kitchen([&menu] { menu.Withdraw("soup"); });
  kiosk.join();
  kitchen.join();
  return 0;
}
