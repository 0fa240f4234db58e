// expect: wrong-result
// test: three tasks run once each, in three new threads
// A single task gets a thread; of several the caller runs the last.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (i > 0 && i + 1 == tasks.size())
      tasks[i]();
    else
      threads.emplace_back(tasks[i]);
  }
}

}  // namespace course
