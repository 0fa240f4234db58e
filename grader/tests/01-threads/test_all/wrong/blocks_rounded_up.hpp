// expect: wrong-result
// test: five numbers are shared out to four threads
// Blocks of n / w numbers, rounded up: the last thread may get none.
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
  std::vector<char> results(n);
  std::vector<std::thread> team;
  for (std::size_t k = 0; k < w; ++k)
    team.emplace_back([&, k] {
      const std::size_t size = (n + w - 1) / w;
      for (std::size_t i = k * size; i < std::min((k + 1) * size, n); ++i)
        results[i] = is_prime(numbers[i]);
    });
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
