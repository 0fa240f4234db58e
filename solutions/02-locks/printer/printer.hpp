#pragma once

#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace course {

// print() writes text n times as one unbroken block, whatever other threads
// print at the same time. put() writes one character and is not thread-safe;
// what it throws goes to the caller of print() as it is.
class Printer {
 public:
  explicit Printer(std::function<void(char)> put);
  void print(const std::string& text, int n);

 private:
  // One mutex a printer. A static one would make all printers wait for each
  // other; one made in print() would be a new one for every call, so that
  // nobody ever waits.
  std::mutex mutex_;
  std::function<void(char)> put_;  // guarded by mutex_: it is not thread-safe
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  // Held for the whole block: unlocked after each character or each
  // repetition, another print() could get in between. The guard has a name;
  // `std::lock_guard<std::mutex>{mutex_};` is a temporary that unlocks at its
  // own semicolon. And it is a guard, not lock() and unlock(): an exception of
  // put() would jump over the unlock(), and the next print() would wait for
  // ever.
  std::lock_guard guard(mutex_);
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
