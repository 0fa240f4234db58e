// expect: pass
// The forecast is published by relaxed stores and loads only, which looks
// unordered; the release and acquire fences around them order the plain fields.
#include <atomic>
#include <cstdio>
#include <thread>

struct Forecast {
  int degrees = 0;
  int wind = 0;
};

class Station {
 public:
  void Publish(int degrees, int wind) {
    forecast_.degrees = degrees;
    forecast_.wind = wind;
    std::atomic_thread_fence(std::memory_order_release);
    ready_.store(true, std::memory_order_relaxed);
  }

  Forecast Await() const {
    while (!ready_.load(std::memory_order_relaxed)) std::this_thread::yield();
    std::atomic_thread_fence(std::memory_order_acquire);
    return forecast_;
  }

 private:
  Forecast forecast_;
  std::atomic<bool> ready_{false};
};

int main() {
  Station station;
  int chill = 0;
  std::thread harbour([&] {
    const Forecast forecast = station.Await();
    chill = forecast.degrees - forecast.wind;
  });
  std::thread observer([&station] { station.Publish(12, 5); });
  harbour.join();
  observer.join();
  std::printf("wind chill %d\n", chill);
  return chill == 7 ? 0 : 1;
}
