// expect: pass
// Double-checked loading reads the pointer without the lock, but the pointer is
// atomic: the release store orders the settings before the acquire load.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

struct Settings {
  int depth = 3;
  int width = 4;
};

class SettingsSource {
 public:
  ~SettingsSource() { delete loaded_.load(std::memory_order_relaxed); }

  const Settings& Get() {
    Settings* settings = loaded_.load(std::memory_order_acquire);
    if (settings == nullptr) {
      std::lock_guard<std::mutex> lock(mutex_);
      settings = loaded_.load(std::memory_order_relaxed);
      if (settings == nullptr) {
        settings = new Settings();
        loaded_.store(settings, std::memory_order_release);
      }
    }
    return *settings;
  }

 private:
  std::mutex mutex_;
  std::atomic<Settings*> loaded_{nullptr};
};

int main() {
  SettingsSource source;
  int areas[3] = {0, 0, 0};
  auto measure = [&source](int& area) {
    const Settings& settings = source.Get();
    area = settings.depth * settings.width;
  };
  std::thread painter([&] { measure(areas[0]); });
  std::thread tiler([&] { measure(areas[1]); });
  measure(areas[2]);
  painter.join();
  tiler.join();
  for (int area : areas) {
    if (area != 12) return 1;
  }
  std::puts("all areas agree");
  return 0;
}
