// expect: forbidden
// The library's barrier, without the name of its namespace.
#pragma once

#include <atomic>
#include <barrier>

namespace course {
using namespace std;
class Barrier {
 public:
  explicit Barrier(int n);
  bool arrive_and_wait();

 private:
  barrier<> b_;
  std::atomic<int> k_ = 0;
  int n_;
};
inline Barrier::Barrier(int n) : b_(n), n_(n) {}
inline bool Barrier::arrive_and_wait() {
  const int k = k_++;
  b_.arrive_and_wait();
  return k % n_ == n_ - 1;
}
}  // namespace course
