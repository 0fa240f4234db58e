// expect: livelock
// test: an exception of put goes to the caller and the next print works
// After an exception the next ticket is never called: the others spin on.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace course {

class Printer {
 public:
  explicit Printer(std::function<void(char)> put);
  void print(const std::string& text, int n);

 private:
  std::atomic<int> next_{0};
  std::atomic<int> now_{0};
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  const int mine = next_++;
  while (now_ != mine) std::this_thread::yield();
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
  ++now_;
}

}  // namespace course
