// expect: data-race
// test: two prints at the same time do not mix
// Prints of different texts lock different mutexes.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace course {

class Printer {
 public:
  explicit Printer(std::function<void(char)> put);
  void print(const std::string& text, int n);

 private:
  std::mutex table_;
  std::map<std::string, std::mutex> mutex_of_text_;
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  std::mutex* m;
  {
    std::lock_guard<std::mutex> g(table_);
    m = &mutex_of_text_[text];
  }
  std::lock_guard<std::mutex> g(*m);
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
