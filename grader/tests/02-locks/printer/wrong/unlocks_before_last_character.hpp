// expect: data-race
// test: two prints at the same time do not mix
// Gives the printer back before the last character is put.
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
  std::string block;
  for (int i = 0; i < n; ++i) block += text;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (i + 1 == block.size()) l.unlock();
    put_(block[i]);
  }
}

}  // namespace course
