// expect: wrong-result
// test: one thread tests three numbers
// Starts one thread less; the caller does the first share itself.
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
  const auto share = [&](std::size_t k) {
    for (std::size_t i = k; i < n; i += w) results[i] = is_prime(numbers[i]);
  };
  for (std::size_t k = 1; k < w; ++k) team.emplace_back(share, k);
  if (n > 0) share(0);
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
