// expect: pass
// Sets bits of atomic words; the caller spins, then joins.
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
  std::vector<std::atomic<std::uint64_t>> words((n + 63) / 64);
  std::atomic<std::size_t> running = w;
  std::vector<std::jthread> team;
  for (std::size_t k = 0; k < w; ++k)
    team.emplace_back([&, k] {
      for (std::size_t i = k; i < n; i += w)
        if (is_prime(numbers[i]))
          words[i / 64].fetch_or(std::uint64_t{1} << i % 64);
      --running;
    });
  while (running > 0) std::this_thread::yield();
  team.clear();
  std::vector<bool> results(n);
  for (std::size_t i = 0; i < n; ++i)
    results[i] = (words[i / 64] >> i % 64) & 1;
  return results;
}

}  // namespace course
