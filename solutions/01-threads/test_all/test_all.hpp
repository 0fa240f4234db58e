#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

using Predicate = std::function<bool(std::uint64_t)>;

// result[i] == is_prime(numbers[i]). Starts exactly
// min(threads, numbers.size()) threads (threads >= 1) and shares the work out:
// every thread tests at least one number.
inline std::vector<bool> test_all(const std::vector<std::uint64_t>& numbers,
                                  unsigned threads, const Predicate& is_prime) {
  // One object for each result. A vector<bool> packs 64 results into one word,
  // and to write one of them is to read the word, change a bit and write all
  // of it back: two threads that do so at the same time overwrite each other's
  // results, although their indices differ. Neighbouring chars have nothing to
  // do with each other.
  std::vector<char> results(numbers.size());
  const std::size_t workers = std::min<std::size_t>(threads, numbers.size());
  std::vector<std::thread> team;
  for (std::size_t k = 0; k < workers; ++k)
    // k by value: by reference all threads would look at the loop's one
    // variable. The rest lives until they are joined.
    team.emplace_back([&, k] {
      // Thread k has every number whose index is k, modulo the number of
      // threads. No index is in two threads, so nothing has to be locked; k is
      // below numbers.size(), so there is at least one. Blocks of equal size
      // n / workers would forget the rest of that division; rounded up, they
      // may leave nothing for the last thread. With a common next index, the
      // first thread may have tested everything before the second one starts.
      for (std::size_t i = k; i < numbers.size(); i += workers)
        results[i] = is_prime(numbers[i]);
    });
  // Before the results are read, not after: join() is what orders the writes of
  // the threads before the reads in the next line. With a std::jthread that
  // joins as it is destroyed, the result would be made too early.
  for (auto& thread : team) thread.join();
  return {results.begin(), results.end()};
}

}  // namespace course
