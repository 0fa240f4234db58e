// expect: crash
// test: no tasks: run_all returns
// Starts all but the last in a loop, then the last, which there may not be.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i + 1 < tasks.size(); ++i)
    threads.emplace_back(tasks[i]);
  threads.emplace_back(tasks.back());
}

}  // namespace course
