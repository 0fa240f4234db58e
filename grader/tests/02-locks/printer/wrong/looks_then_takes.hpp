// expect: data-race
// test: two prints at the same time do not mix
// Looks in one step, takes in another: two threads may both see it free.
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
  std::atomic<bool> busy_{false};
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  struct GiveBack {
    std::atomic<bool>& busy;
    ~GiveBack() { busy = false; }
  };
  while (busy_) std::this_thread::yield();
  busy_ = true;
  GiveBack g{busy_};
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
