// expect: pass
// Thread k starts thread k + 1 before it works, and joins it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace course {

using Predicate = std::function<bool(std::uint64_t)>;

struct Result {
  bool value = false;
};

inline std::vector<bool> test_all(const std::vector<std::uint64_t>& numbers,
                                  unsigned threads, const Predicate& is_prime) {
  const std::size_t n = numbers.size();
  std::vector<Result> results(n);
  const std::size_t w = std::min<std::size_t>(threads, n);
  std::function<void(std::size_t)> work = [&](std::size_t k) {
    std::jthread next;
    if (k + 1 < w) next = std::jthread(work, k + 1);
    for (std::size_t i = k; i < n; i += w)
      results[i].value = is_prime(numbers[i]);
  };
  if (w > 0) std::jthread(work, 0);
  std::vector<bool> values;
  for (const Result& result : results) values.push_back(result.value);
  return values;
}

}  // namespace course
