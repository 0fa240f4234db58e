// expect: not-parallel
// test: three threads are inside is_prime at the same time
// Waits for each thread before it starts the next one.
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
  for (std::size_t k = 0; k < w; ++k) {
    std::thread thread([&, k] {
      for (std::size_t i = k; i < n; i += w) results[i] = is_prime(numbers[i]);
    });
    thread.join();
  }
  return {results.begin(), results.end()};
}

}  // namespace course
