// expect: pass
// A vector of atomics, from which the caller copies.
#pragma once

#include <algorithm>
#include <atomic>
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
  std::vector<std::atomic<bool>> results(n);
  {
    std::vector<std::jthread> team;
    for (std::size_t k = 0; k < w; ++k)
      team.emplace_back([&, k, is_prime] {
        for (std::size_t i = k; i < n; i += w)
          results[i].store(is_prime(numbers[i]), std::memory_order_relaxed);
      });
  }
  return {results.begin(), results.end()};
}

}  // namespace course
