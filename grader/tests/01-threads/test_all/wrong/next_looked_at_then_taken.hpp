// expect: crash
// test: four numbers are shared out to two threads
// Between the look at the next index and the taking of it another thread takes
// it.
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
  std::vector<char> results(n);
  std::vector<std::thread> team;
  std::atomic<std::size_t> next = w;
  for (std::size_t k = 0; k < w; ++k)
    team.emplace_back([&, k] {
      results[k] = is_prime(numbers[k]);
      while (next < n) {
        const std::size_t i = next++;
        results[i] = is_prime(numbers[i]);
      }
    });
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
