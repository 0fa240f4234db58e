// expect: pass
// A shared_mutex that nobody ever shares.
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
  std::unique_lock<std::shared_mutex> l(m_);
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
