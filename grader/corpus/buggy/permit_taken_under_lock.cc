// expect: deadlock
// Borrow waits for a permit while holding the pool's mutex that GiveBack needs;
// it shows when the second client borrows before the first gives back.
#include <cstdio>
#include <mutex>
#include <semaphore>
#include <thread>

class ConnectionPool {
 public:
  void Borrow() {
    std::lock_guard<std::mutex> lock(mutex_);
    permits_.acquire();
    ++borrowed_;
  }

  void GiveBack() {
    std::lock_guard<std::mutex> lock(mutex_);
    --borrowed_;
    permits_.release();
  }

  int borrowed() {
    std::lock_guard<std::mutex> lock(mutex_);
    return borrowed_;
  }

 private:
  std::mutex mutex_;
  std::counting_semaphore<1> permits_{1};
  int borrowed_ = 0;
};

int main() {
  ConnectionPool pool;
  auto query = [&pool] {
    pool.Borrow();
    pool.GiveBack();
  };
  std::thread report(query);
  std::thread search(query);
  report.join();
  search.join();
  std::printf("still borrowed %d\n", pool.borrowed());
  return 0;
}
