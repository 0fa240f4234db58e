// expect: data-race
// test: two prints at the same time do not mix
// A shared lock lets everybody in who asks for a shared lock.
#pragma once

#include <functional>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>

namespace course {

class Printer {
 public:
  explicit Printer(std::function<void(char)> put);
  void print(const std::string& text, int n);

 private:
  std::shared_mutex m_;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  std::shared_lock<std::shared_mutex> g(m_);
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
