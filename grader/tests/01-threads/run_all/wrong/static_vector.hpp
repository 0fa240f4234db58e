// expect: data-race
// test: a task calls run_all for tasks that wait for the task beside it
// All calls of run_all keep their threads in the same vector.
#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  static std::vector<std::thread> threads;
  for (const auto& task : tasks) threads.emplace_back(task);
  for (auto& thread : threads) thread.join();
  threads.clear();
}

}  // namespace course
