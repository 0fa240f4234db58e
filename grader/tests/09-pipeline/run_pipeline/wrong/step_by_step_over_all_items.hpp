// expect: not-parallel
// test: an item is in a step while the next is in the one before
#pragma once

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
  (void)capacity;
  std::vector<int> items = input;
  for (const Step& step : steps) {
    std::thread worker([&] {
      for (int& item : items) item = step(item);
    });
    worker.join();
  }
  return items;
}

}  // namespace course
