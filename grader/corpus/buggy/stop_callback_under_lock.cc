// expect: deadlock
// Shutdown requests the stop while it holds the mutex that the stop callback
// locks; it shows when the session has registered its callback before that.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <stop_token>
#include <thread>

class Session {
 public:
  void Run() {
    std::stop_callback on_stop(source_.get_token(), [this] { Wake(); });
    std::unique_lock<std::mutex> lock(mutex_);
    while (!awake_) woken_.wait(lock);
  }

  void Shutdown() {
    std::lock_guard<std::mutex> lock(mutex_);
    closing_ = true;
    source_.request_stop();
  }

  bool closing() {
    std::lock_guard<std::mutex> lock(mutex_);
    return closing_;
  }

 private:
  void Wake() {
    std::lock_guard<std::mutex> lock(mutex_);
    awake_ = true;
    woken_.notify_all();
  }

  std::stop_source source_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool awake_ = false;
  bool closing_ = false;
};

int main() {
  Session session;
  std::thread client([&session] { session.Run(); });
  session.Shutdown();
  client.join();
  std::printf("closing %d\n", session.closing());
  return 0;
}
