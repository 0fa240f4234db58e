// expect: crash
// test: one task runs once, in a new thread that has ended on return
// The vector of threads is destroyed, and none of them has been joined.
#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::thread> threads;
  for (const auto& task : tasks) threads.emplace_back(task);
}

}  // namespace course
