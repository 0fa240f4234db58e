// expect: crash
// test: one thread tests three numbers
// A block ends behind its last number: the last block leaves the vector.
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
      for (std::size_t i = k * n / w; i <= (k + 1) * n / w; ++i)
        results[i] = is_prime(numbers[i]);
    });
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
