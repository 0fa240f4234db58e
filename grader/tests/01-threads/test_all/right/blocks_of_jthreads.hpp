// expect: pass
// Blocks that differ by one at most; the jthreads join at the end of a scope.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace course {

using Predicate = std::function<bool(std::uint64_t)>;

inline std::vector<bool> test_all(const std::vector<std::uint64_t>& numbers,
                                  unsigned threads, const Predicate& is_prime) {
  const std::size_t n = numbers.size();
  const std::size_t w = std::min<std::size_t>(threads, n);
  std::vector<std::uint8_t> results(n);
  {
    std::vector<std::jthread> team;
    for (std::size_t k = 0; k < w; ++k)
      team.emplace_back([&, begin = k * n / w, end = (k + 1) * n / w] {
        for (std::size_t i = begin; i < end; ++i)
          results[i] = is_prime(numbers[i]);
      });
  }
  return {results.begin(), results.end()};
}

}  // namespace course
