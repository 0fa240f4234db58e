// expect: lost-wakeup
// test: an exception of put does not keep another print waiting
// After an exception the printer is free, but nobody who waits is woken.
#pragma once

#include <condition_variable>
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
  std::condition_variable free_;
  bool busy_ = false;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  std::unique_lock<std::mutex> l(m_);
  free_.wait(l, [&] { return !busy_; });
  busy_ = true;
  l.unlock();
  try {
    for (int i = 0; i < n; ++i)
      for (char c : text) put_(c);
  } catch (...) {
    l.lock();
    busy_ = false;
    throw;
  }
  l.lock();
  busy_ = false;
  l.unlock();
  free_.notify_one();
}

}  // namespace course
