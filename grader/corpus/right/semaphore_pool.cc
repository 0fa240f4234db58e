// expect: pass
// Three clients share two connections; the semaphore is acquired before the
// lock and released after it, so nobody waits for a permit under the lock.
#include <cstdio>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

class Pool {
 public:
  int Borrow() {
    permits_.acquire();
    std::lock_guard<std::mutex> lock(mutex_);
    const int connection = idle_.back();
    idle_.pop_back();
    return connection;
  }

  void GiveBack(int connection) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      idle_.push_back(connection);
    }
    permits_.release();
  }

  std::size_t Idle() {
    std::lock_guard<std::mutex> lock(mutex_);
    return idle_.size();
  }

 private:
  std::counting_semaphore<2> permits_{2};
  std::mutex mutex_;
  std::vector<int> idle_ = {1, 2};
};

int main() {
  Pool pool;
  int queries[3] = {0, 0, 0};
  std::vector<std::thread> clients;
  for (int& answered : queries) {
    clients.emplace_back([&pool, &answered] {
      const int connection = pool.Borrow();
      answered = connection > 0 ? 1 : 0;
      pool.GiveBack(connection);
    });
  }
  for (std::thread& client : clients) client.join();
  const int answered = queries[0] + queries[1] + queries[2];
  std::printf("answered %d, idle %zu\n", answered, pool.Idle());
  return answered == 3 && pool.Idle() == 2 ? 0 : 1;
}
