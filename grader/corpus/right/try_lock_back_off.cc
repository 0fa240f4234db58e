// expect: pass
// The refund takes the locks against the order, but it only tries the second
// one and gives the first back on failure, so no cycle can close.
#include <cstdio>
#include <mutex>
#include <thread>

struct Shop {
  std::mutex till_mutex;
  std::mutex stock_mutex;
  int cash = 100;
  int items = 10;
};

void Sell(Shop& shop) {
  std::lock_guard<std::mutex> till(shop.till_mutex);
  std::lock_guard<std::mutex> stock(shop.stock_mutex);
  shop.cash += 5;
  --shop.items;
}

void Refund(Shop& shop) {
  while (true) {
    std::unique_lock<std::mutex> stock(shop.stock_mutex);
    std::unique_lock<std::mutex> till(shop.till_mutex, std::try_to_lock);
    if (till.owns_lock()) {
      shop.cash -= 5;
      ++shop.items;
      return;
    }
    stock.unlock();
    std::this_thread::yield();
  }
}

int main() {
  Shop shop;
  std::thread seller([&shop] { Sell(shop); });
  std::thread refunder([&shop] { Refund(shop); });
  seller.join();
  refunder.join();
  std::printf("cash %d items %d\n", shop.cash, shop.items);
  return shop.cash == 100 && shop.items == 10 ? 0 : 1;
}
