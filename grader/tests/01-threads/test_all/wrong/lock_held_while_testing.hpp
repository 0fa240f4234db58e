// expect: not-parallel
// test: three threads are inside is_prime at the same time
// The lock that guards the results is held while is_prime runs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace course {

using Predicate = std::function<bool(std::uint64_t)>;

inline std::vector<bool> test_all(const std::vector<std::uint64_t>& numbers,
                                  unsigned threads, const Predicate& is_prime) {
  const std::size_t n = numbers.size();
  const std::size_t w = std::min<std::size_t>(threads, n);
  std::vector<bool> results(n);
  std::mutex mutex;
  {
    std::vector<std::jthread> team;
    for (std::size_t k = 0; k < w; ++k)
      team.emplace_back([&, k] {
        for (std::size_t i = k; i < n; i += w) {
          std::lock_guard guard(mutex);
          results[i] = is_prime(numbers[i]);
        }
      });
  }
  return results;
}

}  // namespace course
