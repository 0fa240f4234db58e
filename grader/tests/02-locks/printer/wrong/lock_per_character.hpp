// expect: wrong-result
// test: two prints at the same time do not mix
// Unlocked after each character, so another print gets in between.
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
  for (int i = 0; i < n; ++i) {
    for (char c : text) {
      std::lock_guard<std::mutex> g(m_);
      put_(c);
    }
  }
}

}  // namespace course
