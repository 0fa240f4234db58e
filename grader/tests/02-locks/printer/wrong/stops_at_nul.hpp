// expect: wrong-result
// test: print puts the text n times
// Prints up to the first character 0 only.
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
  std::lock_guard<std::mutex> g(m_);
  for (int i = 0; i < n; ++i)
    for (const char* c = text.c_str(); *c != '\0'; ++c) put_(*c);
}

}  // namespace course
