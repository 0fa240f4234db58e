// expect: wrong-result
// test: four numbers are shared out to two threads
// The same; the lock orders the two writes, but the number is tested twice.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace course {

using Predicate = std::function<bool(std::uint64_t)>;

inline std::vector<bool> test_all(const std::vector<std::uint64_t>& numbers,
                                  unsigned threads, const Predicate& is_prime) {
  const std::size_t n = numbers.size();
  const std::size_t w = std::min<std::size_t>(threads, n);
  std::vector<bool> results(n);
  std::mutex mutex;
  {
    std::vector<std::jthread> team;
    for (std::size_t k = 0; k < w; ++k)
      team.emplace_back([&, k] {
        const std::size_t last = std::min((k + 1) * n / w, n - 1);
        for (std::size_t i = k * n / w; i <= last; ++i) {
          const bool result = is_prime(numbers[i]);
          std::lock_guard guard(mutex);
          results[i] = result;
        }
      });
  }
  return results;
}

}  // namespace course
