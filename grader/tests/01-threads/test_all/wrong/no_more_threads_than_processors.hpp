// expect: not-parallel
// test: five threads are inside is_prime at the same time
// Never starts more threads than there are processors.
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
  const std::size_t w =
      std::min<std::size_t>({threads, n, std::thread::hardware_concurrency()});
  std::vector<char> results(n);
  std::vector<std::thread> team;
  for (std::size_t k = 0; k < w; ++k)
    team.emplace_back([&, k] {
      for (std::size_t i = k; i < n; i += w) results[i] = is_prime(numbers[i]);
    });
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
