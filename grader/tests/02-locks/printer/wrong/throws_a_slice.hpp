// expect: wrong-result
// test: an exception of put goes to the caller and the next print works
// Throws the base of what it caught, a copy: type and members are lost.
#pragma once

#include <exception>
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
  m_.lock();
  try {
    for (int i = 0; i < n; ++i)
      for (char c : text) put_(c);
  } catch (std::exception& e) {
    m_.unlock();
    throw e;
  } catch (...) {
    m_.unlock();
    throw;
  }
  m_.unlock();
}

}  // namespace course
