// What a system call returns, as the C library gives it to the program.
#pragma once

#include <cerrno>

#include "runtime/abi/raw_syscall.hpp"

namespace course::runtime {

template <class Number>
Number result_of(Number answer) {
  if (answer >= 0 || answer < -4095) return answer;
  errno = static_cast<int>(-answer);
  return -1;
}

inline long as_long(const void* p) { return reinterpret_cast<long>(p); }

inline long real(long number, long a, long b = 0, long c = 0, long d = 0,
                 long e = 0, long f = 0) {
  return result_of(raw_syscall(number, a, b, c, d, e, f));
}

}  // namespace course::runtime
