// expect: pass
// A binary semaphore; a destructor gives it back, by an exception too.
#pragma once

#include <functional>
#include <semaphore>
#include <string>
#include <utility>

namespace course {

class Printer {
 public:
  explicit Printer(std::function<void(char)> put);
  void print(const std::string& text, int n);

 private:
  std::binary_semaphore free_{1};
  std::function<void(char)> put_;
};

inline Printer::Printer(std::function<void(char)> put) : put_(std::move(put)) {}

inline void Printer::print(const std::string& text, int n) {
  struct GiveBack {
    std::binary_semaphore& s;
    ~GiveBack() { s.release(); }
  };
  free_.acquire();
  GiveBack g{free_};
  for (int i = 0; i < n; ++i)
    for (char c : text) put_(c);
}

}  // namespace course
