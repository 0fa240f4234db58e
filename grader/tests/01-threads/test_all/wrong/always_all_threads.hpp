// expect: wrong-result
// test: no numbers need no threads
// Starts as many threads as allowed, though some have nothing to do.
#pragma once

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
  std::vector<char> results(n);
  std::vector<std::thread> team;
  for (unsigned k = 0; k < threads; ++k)
    team.emplace_back([&, k] {
      for (std::size_t i = k; i < n; i += threads)
        results[i] = is_prime(numbers[i]);
    });
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
