// expect: wrong-result
// test: one step has a thread and works on five items
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
  std::vector<int> output = input;
  std::vector<std::thread> threads;
  for (int& item : output)
    threads.emplace_back([&] {
      for (const Step& step : steps) item = step(item);
    });
  for (auto& t : threads) t.join();
  return output;
}

}  // namespace course
