// explore:
// Each job counts itself when it begins, and main waits for the count.
#include <condition_variable>
#include <mutex>
#include <thread>

// region job
std::mutex m;
std::condition_variable all_done;
int running = 0;  // guarded by m
int sum = 0;      // guarded by m

void job(int n) {
  std::unique_lock lock(m);
  ++running;  // the mistake: too late
  lock.unlock();
  const int square = n * n;
  lock.lock();
  sum += square;
  if (--running == 0) all_done.notify_all();
}
// endregion job

// region main
int main() {
  std::thread a(job, 3), b(job, 4);
  std::unique_lock lock(m);
  while (running > 0) all_done.wait(lock);
  const int total = sum;
  lock.unlock();
  a.join();
  b.join();
  return total == 25 ? 0 : 1;
}
// endregion main
