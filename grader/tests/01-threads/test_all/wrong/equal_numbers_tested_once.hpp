// expect: wrong-result
// test: four numbers are shared out to two threads
// Remembers what it knows: of equal numbers only the first is tested.
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
  std::vector<std::size_t> first(n);
  for (std::size_t i = 0; i < n; ++i)
    first[i] = static_cast<std::size_t>(
        std::find(numbers.begin(), numbers.end(), numbers[i]) -
        numbers.begin());
  for (std::size_t k = 0; k < w; ++k)
    team.emplace_back([&, k] {
      for (std::size_t i = k; i < n; i += w)
        if (first[i] == i) results[i] = is_prime(numbers[i]);
    });
  for (auto& thread : team) thread.join();
  for (std::size_t i = 0; i < n; ++i) results[i] = results[first[i]];
  return {results.begin(), results.end()};
}

}  // namespace course
