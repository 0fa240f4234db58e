// expect: crash
// test: an exception of put goes to the caller and the next print works
// print is noexcept, so an exception of put ends the program.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>

namespace course {

class Printer {
 public:
  explicit Printer(std::function<void(char)> put);
  void print(const std::string& text, int n) noexcept;

 private:
  std::mutex m_;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) noexcept {
  std::lock_guard<std::mutex> g(m_);
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
