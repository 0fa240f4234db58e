// expect: pass
// Peterson's algorithm with sequentially consistent atomics guards a plain
// counter; no lock is in sight, yet the two increments never overlap.
#include <atomic>
#include <cstdio>
#include <thread>

class PetersonLock {
 public:
  void Enter(int self) {
    const int other = 1 - self;
    interested_[self].store(true);
    turn_.store(other);
    while (interested_[other].load() && turn_.load() == other) {
      std::this_thread::yield();
    }
  }

  void Leave(int self) { interested_[self].store(false); }

 private:
  std::atomic<bool> interested_[2] = {false, false};
  std::atomic<int> turn_{0};
};

int main() {
  constexpr int kRounds = 2;
  PetersonLock lock;
  int visits = 0;
  auto visit = [&](int self) {
    for (int round = 0; round < kRounds; ++round) {
      lock.Enter(self);
      ++visits;
      lock.Leave(self);
    }
  };
  std::thread first(visit, 0);
  std::thread second(visit, 1);
  first.join();
  second.join();
  std::printf("visits %d\n", visits);
  return visits == 2 * kRounds ? 0 : 1;
}
