// expect: data-race
// test: a print waits as long as another one takes
// Waits for a second at most and then prints without the lock.
#pragma once

#include <chrono>
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
  std::timed_mutex m_;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  std::unique_lock<std::timed_mutex> g(m_, std::chrono::seconds(1));
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
