// expect: pass
// First come, first served: each who waits has a mark that says "yours".
#pragma once

#include <condition_variable>
#include <deque>
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
  struct Waiting {
    std::condition_variable served;
    bool mine = false;
  };
  std::mutex m_;
  bool busy_ = false;  // stays true while the printer is handed over
  std::deque<Waiting*> queue_;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  struct HandOver {
    Printer& p;
    ~HandOver() {
      std::lock_guard<std::mutex> g(p.m_);
      if (p.queue_.empty()) {
        p.busy_ = false;
        return;
      }
      p.queue_.front()->mine = true;
      p.queue_.front()->served.notify_one();
      p.queue_.pop_front();
    }
  };
  {
    std::unique_lock<std::mutex> l(m_);
    if (busy_) {
      Waiting w;
      queue_.push_back(&w);
      w.served.wait(l, [&] { return w.mine; });
    }
    busy_ = true;
  }
  HandOver h{*this};
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
