// expect: wrong-result
// test: on return all threads have ended
// A latch that all own says that the work is done; the threads still run.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

namespace course {

using Predicate = std::function<bool(std::uint64_t)>;

inline std::vector<bool> test_all(const std::vector<std::uint64_t>& numbers,
                                  unsigned threads, const Predicate& is_prime) {
  const std::size_t n = numbers.size();
  const std::size_t w = std::min<std::size_t>(threads, n);
  struct Shared {
    Shared(std::size_t n, std::size_t w)
        : results(n), done(static_cast<std::ptrdiff_t>(w)) {}
    std::vector<char> results;
    std::latch done;
  };
  const auto shared = std::make_shared<Shared>(n, w);
  for (std::size_t k = 0; k < w; ++k)
    std::thread([=, &numbers] {
      for (std::size_t i = k; i < n; i += w)
        shared->results[i] = is_prime(numbers[i]);
      shared->done.count_down();
    }).detach();
  shared->done.wait();
  return {shared->results.begin(), shared->results.end()};
}

}  // namespace course
