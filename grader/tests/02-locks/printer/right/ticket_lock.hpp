// expect: pass
// First come, first served, sleeping in an atomic wait.
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
  struct Turn {
    Printer& printer;
    explicit Turn(Printer& p) : printer(p) {
      const unsigned mine = printer.next_.fetch_add(1);
      unsigned now = printer.now_.load();
      while (now != mine) {
        printer.now_.wait(now);
        now = printer.now_.load();
      }
    }
    ~Turn() {
      printer.now_.fetch_add(1);
      printer.now_.notify_all();
    }
  };

  std::atomic<unsigned> next_{0};
  std::atomic<unsigned> now_{0};
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  Turn turn(*this);
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
