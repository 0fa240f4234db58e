// expect: data-race
// test: two prints at the same time do not mix
// Prints whether or not it got the lock.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>

namespace course {

class Printer {
 public:
  explicit Printer(std::function<void(char)> put);
  void print(const std::string& text, int n);

 private:
  std::mutex m_;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  const bool locked = m_.try_lock();
  try {
    for (int i = 0; i < n; ++i)
      for (char c : text) put_(c);
  } catch (...) {
    if (locked) m_.unlock();
    throw;
  }
  if (locked) m_.unlock();
}

}  // namespace course
