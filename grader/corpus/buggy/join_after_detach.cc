// expect: crash
// Stop detaches a worker that is still busy and then joins it all the same;
// unless the worker is already done, join() throws invalid_argument.
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>

class Indexer {
 public:
  Indexer() : worker_([done = done_] { done->store(true); }) {}

  void Stop() {
    if (!done_->load()) worker_.detach();
    worker_.join();
  }

 private:
  std::shared_ptr<std::atomic<bool>> done_ =
      std::make_shared<std::atomic<bool>>(false);
  std::thread worker_;
};

int main() {
  Indexer indexer;
  indexer.Stop();
  std::puts("index closed");
  return 0;
}
