// expect: deadlock
// test: a task calls run_all for tasks that wait for the task beside it
// Waits until no task of any call runs.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  static std::atomic<std::size_t> running = 0;
  running += tasks.size();
  std::vector<std::jthread> threads;
  for (const auto& task : tasks)
    threads.emplace_back([&task] {
      task();
      --running;
      running.notify_all();
    });
  for (std::size_t n = running; n > 0; n = running) running.wait(n);
}

}  // namespace course
