// expect: pass
// Each std::async returns the results of its block.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <vector>

namespace course {

using Predicate = std::function<bool(std::uint64_t)>;

inline std::vector<bool> test_all(const std::vector<std::uint64_t>& numbers,
                                  unsigned threads, const Predicate& is_prime) {
  const std::size_t n = numbers.size();
  const std::size_t w = std::min<std::size_t>(threads, n);
  std::vector<std::future<std::vector<bool>>> blocks;
  for (std::size_t k = 0; k < w; ++k)
    blocks.push_back(std::async(std::launch::async, [&, k] {
      std::vector<bool> block;
      for (std::size_t i = k * n / w; i < (k + 1) * n / w; ++i)
        block.push_back(is_prime(numbers[i]));
      return block;
    }));
  std::vector<bool> results;
  for (auto& future : blocks) {
    const std::vector<bool> block = future.get();
    results.insert(results.end(), block.begin(), block.end());
  }
  return results;
}

}  // namespace course
