// expect: lifetime
// The bus copies the subscriber under its lock and calls it after unlocking;
// if the closer unregisters and deletes it in between, the call is dead.
#include <cstdio>
#include <mutex>
#include <thread>

class Subscriber {
 public:
  void Receive(int message) {
    std::lock_guard<std::mutex> lock(mutex_);
    total_ += message;
  }

  int total() {
    std::lock_guard<std::mutex> lock(mutex_);
    return total_;
  }

 private:
  std::mutex mutex_;
  int total_ = 0;
};

class Bus {
 public:
  void Register(Subscriber* subscriber) {
    std::lock_guard<std::mutex> lock(mutex_);
    subscriber_ = subscriber;
  }

  void Publish(int message) {
    Subscriber* target = nullptr;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      target = subscriber_;
    }
    if (target != nullptr) target->Receive(message);
  }

 private:
  std::mutex mutex_;
  Subscriber* subscriber_ = nullptr;
};

int main() {
  Bus bus;
  auto* subscriber = new Subscriber();
  bus.Register(subscriber);
  std::thread publisher([&bus] { bus.Publish(5); });
  std::thread closer([&bus, subscriber] {
    bus.Register(nullptr);
    std::printf("received %d\n", subscriber->total());
    delete subscriber;
  });
  publisher.join();
  closer.join();
  return 0;
}
