// Who runs next. One strategy lives through many schedules of one scenario.
#pragma once

#include <cstdint>

#include "runtime/core/scheduler.hpp"

namespace course::runtime {

class Strategy {
 public:
  // The driver calls these between schedules, the scheduler calls choose()
  // inside one; choose() runs on the program's stack and must not allocate.
  virtual void begin_schedule() {}
  virtual std::uint32_t choose(const Choice&) = 0;  // an option of the choice

  // Instead of one, at a choice of who runs: the schedule ends here, for what
  // follows is known.
  static constexpr std::uint32_t abandon = ~std::uint32_t{0};

 protected:
  ~Strategy() = default;
};

// Samples let a fault happen at one possibility in so many.
inline constexpr std::uint32_t fault_one_in = 16;

// A small generator (PCG-like mixing of a counter), so that a seed means the
// same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z =
        (state_ +=
         0x9e3779b97f4a7c15u);  // SplitMix64, Steele et al., OOPSLA 2014
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // From 0 to n - 1; n > 0. The bias is below 2^-32.
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>((next() >> 32) * n >> 32);
  }

 private:
  std::uint64_t state_;
};

}  // namespace course::runtime
