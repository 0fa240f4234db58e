// expect: deadlock
// test: a task calls run_all for tasks that wait for the task beside it
// A mutex that all calls share is held until the threads have ended.
#pragma once

#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  static std::mutex mutex;
  std::lock_guard guard(mutex);
  std::vector<std::jthread> threads;
  for (const auto& task : tasks) threads.emplace_back(task);
}

}  // namespace course
