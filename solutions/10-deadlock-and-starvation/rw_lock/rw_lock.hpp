#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace course {

// Many readers or one writer. Neither kind can keep the other out for ever:
// a thread that waits is overtaken by at most 8 later arrivals (with up to 4
// threads).
//
// Nobody is overtaken at all: everyone takes a number at the door, and the
// numbers go in one after the other. A reader goes in past other readers that
// are inside, so that readers with neighbouring numbers are inside together.
class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  std::mutex mutex_;  // guards all that follows; never held while inside
  // One condition variable for all, and always notify_all(): only one of those
  // who wait has the number that is next, and notify_one() could wake another
  // one.
  std::condition_variable changed_;
  std::uint64_t next_ = 0;     // the number that the next one takes
  std::uint64_t serving_ = 0;  // whose turn it is to go in
  int readers_ = 0;            // inside
  bool writing_ = false;       // a writer is inside
};

inline void RWLock::lock_shared() {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = next_++;
  // Not only !writing_: readers who come again and again would go in past a
  // writer who waits, and never leave the lock empty.
  changed_.wait(lock, [&] { return mine == serving_ && !writing_; });
  ++readers_;
  // The turn passes on at once, not in unlock_shared(): the next one may be a
  // reader, who can go in as well, and who may have slept until now.
  ++serving_;
  changed_.notify_all();
}

inline void RWLock::unlock_shared() {
  std::lock_guard lock(mutex_);
  // Only a writer waits for readers to leave, and for the last one.
  if (--readers_ == 0) changed_.notify_all();
}

inline void RWLock::lock() {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = next_++;
  // While it waits here for the readers to leave, the turn stays with it, so
  // that no further ones come in.
  changed_.wait(lock,
                [&] { return mine == serving_ && !writing_ && readers_ == 0; });
  writing_ = true;
  // Nobody is notified of this turn: nobody can go in before unlock().
  ++serving_;
}

inline void RWLock::unlock() {
  std::lock_guard lock(mutex_);
  writing_ = false;
  changed_.notify_all();
}

}  // namespace course
