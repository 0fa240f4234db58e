// explore:
// "The time is up" and "nothing came" are two different things: the letter may
// arrive between the end of the time and the moment the waiter has the lock.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

using namespace std::chrono_literals;

// region box
std::mutex m;
std::condition_variable filled;
std::optional<int> letter;  // guarded by m

std::optional<int> fetch() {
  std::unique_lock lock(m);
  while (!letter) {
    if (filled.wait_for(lock, 10ms) == std::cv_status::timeout)
      return std::nullopt;  // the mistake: is there really nothing?
  }
  return letter;
}
// endregion box

// region main
int main() {
  std::optional<int> got;
  std::thread reader([&] { got = fetch(); });
  {
    std::lock_guard lock(m);
    std::this_thread::sleep_for(20ms);  // takes its time, with the lock
    letter = 7;
    filled.notify_one();
  }
  reader.join();
  return got ? 0 : 1;
}
// endregion main
