// expect: pass
// Sleeps a little and looks again; the task does not say what waiting costs.
#pragma once

#include <atomic>
#include <chrono>
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
  std::atomic<bool> taken_{false};
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  while (taken_.exchange(true))
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  try {
    for (int i = 0; i < n; ++i)
      for (char c : text) put_(c);
  } catch (...) {
    taken_ = false;
    throw;
  }
  taken_ = false;
}

}  // namespace course
