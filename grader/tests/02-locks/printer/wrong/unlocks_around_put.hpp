// expect: data-race
// test: two prints at the same time do not mix
// Unlocks to call a stranger, but that very call is what needs the lock.
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
  std::unique_lock<std::mutex> l(m_);
  for (int i = 0; i < n; ++i) {
    for (char c : text) {
      l.unlock();
      put_(c);
      l.lock();
    }
  }
}

}  // namespace course
