// expect: crash
// test: no numbers need no threads
// No numbers need no threads: n / w divides by zero.
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
  const std::size_t size = n / w, rest = n % w;
  for (std::size_t k = 0, begin = 0; k < w; ++k) {
    const std::size_t end = begin + size + (k < rest ? 1 : 0);
    team.emplace_back([&, begin, end] {
      for (std::size_t i = begin; i < end; ++i)
        results[i] = is_prime(numbers[i]);
    });
    begin = end;
  }
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
