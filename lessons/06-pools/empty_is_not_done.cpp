// explore:
// "The queue is empty, so the work is done": a wait that returns in the middle
// of a job.
#include <cassert>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

// region pool
std::mutex m;
std::condition_variable changed;
std::deque<int> queue;  // guarded by m
int sum = 0;            // guarded by m

void worker() {
  std::unique_lock lock(m);
  changed.wait(lock, [] { return !queue.empty(); });
  const int job = queue.front();
  queue.pop_front();
  changed.notify_all();
  lock.unlock();
  const int result = job * job;  // the work: without the lock
  lock.lock();
  sum += result;
}

void wait_until_done() {
  std::unique_lock lock(m);
  changed.wait(lock, [] { return queue.empty(); });
}
// endregion pool

// region main
int main() {
  queue.push_back(7);
  std::thread t(worker);
  wait_until_done();
  m.lock();
  const int seen = sum;
  m.unlock();
  t.join();
  assert(seen == 49);
}
// endregion main
