// expect: pass
// No queues: one mutex, and for each step how many items it has finished and
// how many the next one has taken. The items stay where they are.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

using Step = std::function<int(int)>;

inline std::vector<int> run_pipeline(const std::vector<Step>& steps,
                                     const std::vector<int>& input,
                                     std::size_t capacity) {
  std::vector<int> items = input;
  // Number of items that step k has taken, and handed on; both of all steps
  // under the one mutex.
  std::vector<std::size_t> taken(steps.size() + 1), handed_on(steps.size() + 1);
  handed_on[0] = input.size();  // 0 is the input, k + 1 is step k
  std::mutex mutex;
  std::condition_variable changed;

  const auto work = [&](std::size_t k) {
    const bool last = k == steps.size();
    for (std::size_t i = 0; i < input.size(); ++i) {
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return handed_on[k - 1] > i; });
        ++taken[k];
        changed.notify_all();
      }
      items[i] = steps[k - 1](items[i]);
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return last || i < taken[k + 1] + capacity; });
      ++handed_on[k];
      changed.notify_all();
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t k = 1; k <= steps.size(); ++k) threads.emplace_back(work, k);
  for (auto& thread : threads) thread.join();
  return items;
}

}  // namespace course
