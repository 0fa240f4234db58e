// expect: pass
// Builds the block without a lock, then puts it under one.
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
  for (int i = 0; i < n; ++i) block += text;
  std::unique_lock<std::mutex> l(m_);
  for (char c : block) put_(c);
}

}  // namespace course
