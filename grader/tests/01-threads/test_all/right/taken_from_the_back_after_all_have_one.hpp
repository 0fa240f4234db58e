// expect: pass
// Takes numbers under a lock; nobody takes a second one before all have one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

namespace course {

using Predicate = std::function<bool(std::uint64_t)>;

inline std::vector<bool> test_all(const std::vector<std::uint64_t>& numbers,
                                  unsigned threads, const Predicate& is_prime) {
  const std::size_t n = numbers.size();
  const std::size_t w = std::min<std::size_t>(threads, n);
  struct Job {
    std::size_t index;
    bool result = false;
  };
  std::vector<Job> open, done;
  for (std::size_t i = 0; i < n; ++i) open.push_back({i});
  std::mutex mutex;
  std::latch all_have_one(static_cast<std::ptrdiff_t>(w));
  const auto work = [&] {
    bool first = true;
    for (;;) {
      std::unique_lock lock(mutex);
      if (open.empty()) return;
      Job job = open.back();
      open.pop_back();
      lock.unlock();
      if (first) all_have_one.arrive_and_wait();
      first = false;
      job.result = is_prime(numbers[job.index]);
      lock.lock();
      done.push_back(job);
    }
  };
  std::vector<std::thread> team;
  for (std::size_t k = 0; k < w; ++k) team.emplace_back(work);
  for (auto& thread : team) thread.join();
  std::vector<bool> results(n);
  for (const Job& job : done) results[job.index] = job.result;
  return results;
}

}  // namespace course
