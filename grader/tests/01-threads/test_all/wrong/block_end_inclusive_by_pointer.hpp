// expect: lifetime
// test: one thread tests three numbers
// The same with pointers, which nothing checks.
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
  for (std::size_t k = 0; k < w; ++k) {
    const std::uint64_t* begin = numbers.data() + k * n / w;
    const std::uint64_t* end = numbers.data() + (k + 1) * n / w;
    char* result = results.data() + k * n / w;
    team.emplace_back([=, &is_prime]() mutable {
      for (const std::uint64_t* number = begin; number <= end; ++number)
        *result++ = is_prime(*number);
    });
  }
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
