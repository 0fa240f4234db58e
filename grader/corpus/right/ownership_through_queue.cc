// expect: pass
// Producer and consumer both write the same plain object without a lock; it
// changes hands as a unique_ptr through a locked belt, one owner at a time.
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

struct Cake {
  int layers = 0;
  bool iced = false;
};

class Belt {
 public:
  void Put(std::unique_ptr<Cake> cake) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return cake_ == nullptr; });
    cake_ = std::move(cake);
    changed_.notify_all();
  }

  std::unique_ptr<Cake> Take() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return cake_ != nullptr; });
    std::unique_ptr<Cake> taken = std::move(cake_);
    changed_.notify_all();
    return taken;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<Cake> cake_;
};

int main() {
  Belt belt;
  int iced_layers = 0;
  std::thread baker([&belt] {
    for (int layers = 2; layers <= 3; ++layers) {
      auto cake = std::make_unique<Cake>();
      cake->layers = layers;
      belt.Put(std::move(cake));
    }
  });
  std::thread decorator([&] {
    for (int i = 0; i < 2; ++i) {
      std::unique_ptr<Cake> cake = belt.Take();
      cake->iced = true;
      iced_layers += cake->layers;
    }
  });
  baker.join();
  decorator.join();
  std::printf("iced layers %d\n", iced_layers);
  return iced_layers == 5 ? 0 : 1;
}
