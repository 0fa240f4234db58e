// expect: data-race
// test: a thread that prints twice does not break into the print of another
// Takes a text of one character for a block that nothing can break.
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
  std::unique_lock<std::mutex> g(m_, std::defer_lock);
  if (text.size() > 1) g.lock();
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
