// One mutex guards queues, counts and error, and one condition variable wakes
// everybody. The end is no event: a worker goes when all items are through.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace course {

struct Stage {
  std::function<int(int)> work;  // may throw
  unsigned workers = 1;          // threads of this stage
};

inline std::vector<int> run_farm(const std::vector<Stage>& stages,
                                 const std::vector<int>& input,
                                 std::size_t max_in_flight) {
  if (stages.empty()) return input;
  using Item = std::pair<std::size_t, int>;
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::deque<Item>> waiting(stages.size());
  std::vector<int> output(input.size());
  std::size_t in_flight = 0;
  std::size_t lowest = input.size();  // that threw
  std::exception_ptr error;
  bool fed = false;

  const auto work = [&](std::size_t s) {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(
          lock, [&] { return !waiting[s].empty() || (fed && in_flight == 0); });
      if (waiting[s].empty()) return;
      auto [number, value] = waiting[s].front();
      waiting[s].pop_front();
      std::exception_ptr thrown;
      lock.unlock();
      try {
        value = stages[s].work(value);
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      if (thrown) {
        if (number < lowest) {
          lowest = number;
          error = thrown;
        }
        --in_flight;
      } else if (s + 1 < stages.size()) {
        waiting[s + 1].emplace_back(number, value);
      } else {
        output[number] = value;
        --in_flight;
      }
      changed.notify_all();
    }
  };

  std::vector<std::thread> threads;
  for (std::size_t s = 0; s < stages.size(); ++s)
    for (unsigned w = 0; w < stages[s].workers; ++w)
      threads.emplace_back(work, s);
  {
    std::unique_lock lock(mutex);
    for (std::size_t i = 0; i < input.size(); ++i) {
      changed.wait(lock, [&] { return in_flight < max_in_flight; });
      if (error) break;
      ++in_flight;
      waiting[0].emplace_back(i, input[i]);
      changed.notify_all();
    }
    fed = true;
    changed.notify_all();
  }
  for (auto& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
  return output;
}

}  // namespace course
