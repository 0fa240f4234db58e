// output: differs from run to run
// The same barrier, three rounds, as an ordinary program. Who is still asleep
// after 200 ms will not wake up any more.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

struct Barrier {
  std::mutex m;
  std::condition_variable all_here;
  int arrived = 0;    // guarded by m
  bool hung = false;  // guarded by m

  void arrive_and_wait() {
    std::unique_lock lock(m);
    if (++arrived == 2) {
      arrived = 0;
      all_here.notify_all();
    } else {
      const auto late = std::chrono::steady_clock::now() + 200ms;
      while (arrived != 0 && !hung)
        if (all_here.wait_until(lock, late) == std::cv_status::timeout)
          hung = true;
    }
  }
};

bool hangs() {
  Barrier meeting;
  auto rounds = [&] {
    for (int round = 0; round < 3; ++round) meeting.arrive_and_wait();
  };
  std::thread a(rounds), b(rounds);
  a.join();
  b.join();
  return meeting.hung;
}

int main() {
  int count = 0;
  for (int i = 0; i < 20; ++i) count += hangs();
  std::printf("runs: 20  hung: %d\n", count);
}
