// expect: data-race
// test: two prints at the same time do not mix
// The guard has no name: it is a temporary that unlocks at its own semicolon.
#pragma once

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
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  std::lock_guard<std::mutex>{m_};
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
