// expect: crash
// If the canceller runs first, the renderer drops its promise unset; main's
// get() then throws broken_promise, which nobody catches.
#include <atomic>
#include <cstdio>
#include <future>
#include <thread>
#include <utility>

class Job {
 public:
  void Cancel() { cancelled_.store(true); }

  void Render(std::promise<int> picture) const {
    if (cancelled_.load()) return;
    picture.set_value(kPixels);
  }

 private:
  static constexpr int kPixels = 640;

  std::atomic<bool> cancelled_{false};
};

int main() {
  Job job;
  std::promise<int> picture;
  std::future<int> pixels = picture.get_future();
  std::jthread renderer([&job, promise = std::move(picture)]() mutable {
    job.Render(std::move(promise));
  });
  std::jthread canceller([&job] { job.Cancel(); });
  std::printf("%d pixels\n", pixels.get());
  return 0;
}
