// expect: data-race
// test: a thread that prints twice does not break into the print of another
// Does not look again when woken: the printer may be taken again by then.
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
  void give_back() {
    {
      std::lock_guard<std::mutex> g(m_);
      busy_ = false;
    }
    free_.notify_one();
  }

  std::mutex m_;
  std::condition_variable free_;
  bool busy_ = false;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  {
    std::unique_lock<std::mutex> l(m_);
    if (busy_) free_.wait(l);
    busy_ = true;
  }
  try {
    for (int i = 0; i < n; ++i)
      for (char c : text) put_(c);
  } catch (...) {
    give_back();
    throw;
  }
  give_back();
}

}  // namespace course
