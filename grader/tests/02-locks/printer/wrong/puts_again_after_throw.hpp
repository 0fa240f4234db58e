// expect: wrong-result
// test: an exception of put goes to the caller and the next print works
// Calls put a second time if the first call throws.
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
  std::lock_guard<std::mutex> g(m_);
  for (int i = 0; i < n; ++i)
    for (char c : text) try {
        put_(c);
      } catch (...) {
        put_(c);
      }
}

}  // namespace course
