// expect: deadlock
// Append calls Flush while it holds the log's mutex and Flush locks it again;
// it shows as soon as the second writer fills the buffer.
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class LogBuffer {
 public:
  void Append(std::string line) {
    std::lock_guard<std::mutex> lock(mutex_);
    lines_.push_back(std::move(line));
    if (lines_.size() == kCapacity) Flush();
  }

  void Flush() {
    std::lock_guard<std::mutex> lock(mutex_);
    flushed_ += static_cast<int>(lines_.size());
    lines_.clear();
  }

  int flushed() {
    std::lock_guard<std::mutex> lock(mutex_);
    return flushed_;
  }

 private:
  static constexpr std::size_t kCapacity = 2;

  std::mutex mutex_;
  std::vector<std::string> lines_;
  int flushed_ = 0;
};

int main() {
  LogBuffer log;
  std::thread parser([&log] { log.Append("parsed"); });
  std::thread loader([&log] { log.Append("loaded"); });
  parser.join();
  loader.join();
  log.Flush();
  std::printf("flushed %d\n", log.flushed());
  return 0;
}
