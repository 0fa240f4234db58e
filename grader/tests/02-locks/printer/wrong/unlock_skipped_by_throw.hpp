// expect: deadlock
// test: an exception of put goes to the caller and the next print works
// An exception of put jumps over the unlock, and the next print waits for ever.
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
  m_.lock();
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
  m_.unlock();
}

}  // namespace course
