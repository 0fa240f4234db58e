// expect: not-parallel
// test: five tasks on four processors wait for each other
// Never more threads at a time than there are processors.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  const std::size_t most = std::thread::hardware_concurrency();
  for (std::size_t begin = 0; begin < tasks.size(); begin += most) {
    std::vector<std::jthread> threads;
    for (std::size_t i = begin; i < std::min(begin + most, tasks.size()); ++i)
      threads.emplace_back(tasks[i]);
  }
}

}  // namespace course
