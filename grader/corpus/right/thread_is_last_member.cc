// expect: pass
// The constructor starts a thread on `this`, but the jthread is the last
// member; all it uses is built before it starts and dies after it is joined.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

class Writer {
 public:
  explicit Writer(std::string& book)
      : book_(book), hand_([this](std::stop_token stop) { Write(stop); }) {}

  void Dictate(const std::string& words) {
    std::lock_guard<std::mutex> lock(mutex_);
    heard_ += words;
    changed_.notify_one();
  }

 private:
  void Write(std::stop_token stop) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !heard_.empty(); })) {
      book_ += heard_;
      heard_.clear();
    }
  }

  std::string& book_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::string heard_;
  std::jthread hand_;
};

int main() {
  std::string book;
  {
    Writer writer(book);
    writer.Dictate("once ");
    writer.Dictate("upon");
  }
  std::printf("%s\n", book.c_str());
  return book == "once upon" ? 0 : 1;
}
