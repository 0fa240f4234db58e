// expect: data-race
// test: two prints at the same time do not mix
// Only building the block is locked; putting it is not.
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
  std::string block;
  {
    std::lock_guard<std::mutex> g(m_);
    for (int i = 0; i < n; ++i) block += text;
  }
  for (char c : block) put_(c);
}

}  // namespace course
