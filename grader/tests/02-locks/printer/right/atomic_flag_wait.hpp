// expect: pass
// A lock made of an atomic_flag, with acquire and release, that sleeps.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <utility>

namespace course {

class Printer {
 public:
  explicit Printer(std::function<void(char)> put);
  void print(const std::string& text, int n);

 private:
  std::atomic_flag taken_;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  struct GiveBack {
    std::atomic_flag& taken;
    ~GiveBack() {
      taken.clear(std::memory_order_release);
      taken.notify_one();
    }
  };
  while (taken_.test_and_set(std::memory_order_acquire))
    taken_.wait(true, std::memory_order_relaxed);
  GiveBack g{taken_};
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
