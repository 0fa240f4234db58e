// expect: data-race
// Double-checked loading with a plain pointer: the second reader's unlocked
// check is unordered with the first reader's store, in every order.
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

struct Config {
  std::string region = "north";
  int retries = 3;
};

class ConfigSource {
 public:
  ~ConfigSource() { delete loaded_; }

  const Config& Get() {
    if (loaded_ == nullptr) {
      std::lock_guard<std::mutex> lock(mutex_);
      if (loaded_ == nullptr) loaded_ = new Config();
    }
    return *loaded_;
  }

 private:
  std::mutex mutex_;
  Config* loaded_ = nullptr;
};

int main() {
  ConfigSource source;
  int retries[2] = {0, 0};
  std::thread uploader([&] { retries[0] = source.Get().retries; });
  std::thread downloader([&] { retries[1] = source.Get().retries; });
  uploader.join();
  downloader.join();
  std::printf("retries %d %d\n", retries[0], retries[1]);
  return 0;
}
