// expect: crash
// Two mirrors test whether the download is answered before either answers; the
// second set_value throws promise_already_satisfied and terminates the program.
#include <atomic>
#include <cstdio>
#include <future>
#include <thread>

class Download {
 public:
  std::future<int> Result() { return result_.get_future(); }

  void Deliver(int mirror) {
    if (answered_.load()) return;
    answered_.store(true);
    result_.set_value(mirror);
  }

 private:
  std::atomic<bool> answered_{false};
  std::promise<int> result_;
};

int main() {
  Download download;
  std::future<int> result = download.Result();
  std::thread near([&download] { download.Deliver(1); });
  std::thread far([&download] { download.Deliver(2); });
  near.join();
  far.join();
  std::printf("served by mirror %d\n", result.get());
  return 0;
}
