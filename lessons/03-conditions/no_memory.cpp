// explore:
// A notification is not stored. If main is first, it wakes nobody, and the
// waiter sleeps for ever.
#include <condition_variable>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable bell;

// region threads
void waiter() {
  std::unique_lock lock(m);
  bell.wait(lock);  // for a moment, not for a state
}

int main() {
  std::thread t(waiter);
  bell.notify_one();
  t.join();
}
// endregion threads
