// expect: not-parallel
// test: two printers print at the same time
// One mutex for all printers: a print of one waits for those of the others.
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
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  static std::mutex m;
  std::lock_guard<std::mutex> g(m);
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
