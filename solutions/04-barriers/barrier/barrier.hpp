#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

// The same n threads meet here again and again.
class Barrier {
 public:
  explicit Barrier(int n);
  // Blocks until n threads have arrived in this round. Returns true in exactly
  // one of them (the "leader" of the round), false in the others.
  bool arrive_and_wait();

 private:
  const int n_;
  std::mutex mutex_;
  std::condition_variable round_over_;
  int arrived_ = 0;     // guarded by mutex_: in this round; always below n_
  unsigned round_ = 0;  // guarded by mutex_: it only grows
};

inline Barrier::Barrier(int n) : n_(n) {}

inline bool Barrier::arrive_and_wait() {
  std::unique_lock lock(mutex_);
  // Read together with the arrival: once the lock is given back, the round may
  // be over, and the number would be that of the next one.
  const unsigned my_round = round_;
  if (++arrived_ == n_) {
    // The last one opens the next round. Whoever is fast may begin it at once,
    // because those who still sleep do not look at arrived_.
    arrived_ = 0;
    ++round_;
    round_over_.notify_all();
    return true;  // there is one last one in each round
  }
  // Not `arrived_ == 0`: a fast thread may have arrived again before this one
  // wakes up, and then both would sleep for ever. That the number has changed
  // stays true, whatever the next round does: it cannot end without this
  // thread.
  round_over_.wait(lock, [&] { return round_ != my_round; });
  return false;
}

}  // namespace course
