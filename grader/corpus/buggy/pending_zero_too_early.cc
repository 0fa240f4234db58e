// expect: wrong-result
// The crawler marks the parent page done before it registers the linked page;
// main, woken in between, sees no pending page and reports one page too few.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

class Crawl {
 public:
  void Begin() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++pending_;
  }

  void Finish() {
    std::lock_guard<std::mutex> lock(mutex_);
    --pending_;
    ++indexed_;
    if (pending_ == 0) idle_.notify_all();
  }

  int WaitUntilIdle() {
    std::unique_lock<std::mutex> lock(mutex_);
    idle_.wait(lock, [this] { return pending_ == 0; });
    return indexed_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable idle_;
  int pending_ = 0;
  int indexed_ = 0;
};

int main() {
  Crawl crawl;
  crawl.Begin();
  std::thread crawler([&crawl] {
    crawl.Finish();
    crawl.Begin();
    crawl.Finish();
  });
  const int indexed = crawl.WaitUntilIdle();
  crawler.join();
  std::printf("indexed %d pages\n", indexed);
  return indexed == 2 ? 0 : 1;
}
