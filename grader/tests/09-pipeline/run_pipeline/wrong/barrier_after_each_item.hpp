// expect: wrong-result
// test: three items can wait between two steps, and no more
#pragma once

#include <barrier>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

using Step = std::function<int(int)>;

inline std::vector<int> run_pipeline(const std::vector<Step>& steps,
                                     const std::vector<int>& input,
                                     std::size_t capacity) {
  (void)capacity;  // an item never waits: all move on at the same time
  if (steps.empty() || input.empty()) return input;
  std::vector<int> items = input;
  const std::size_t rounds = items.size() + steps.size() - 1;
  std::barrier<> round(static_cast<std::ptrdiff_t>(steps.size()));
  std::vector<std::thread> threads;
  for (std::size_t k = 0; k < steps.size(); ++k)
    threads.emplace_back([&, k] {
      for (std::size_t r = 0; r < rounds; ++r) {
        if (r >= k && r - k < items.size())
          items[r - k] = steps[k](items[r - k]);
        round.arrive_and_wait();
      }
    });
  for (auto& t : threads) t.join();
  return items;
}

}  // namespace course
