// expect: data-race
// test: a wake-up without reason lets no print into another
// Gives the printer to one who waits, but takes every wake-up for the gift.
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
  bool busy_ = false;  // stays true while the printer is handed over
  int waiting_ = 0;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  struct GiveBack {
    Printer& p;
    ~GiveBack() {
      std::lock_guard<std::mutex> g(p.m_);
      if (p.waiting_ == 0) {
        p.busy_ = false;
      } else {
        --p.waiting_;
        p.free_.notify_one();
      }
    }
  };
  {
    std::unique_lock<std::mutex> l(m_);
    if (busy_) {
      ++waiting_;
      free_.wait(l);
    }
    busy_ = true;
  }
  GiveBack g{*this};
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
