// expect: wrong-result
// test: run_all waits as long as a task takes
// Hopes that every task is done within 100 milliseconds.
#pragma once

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  for (const auto& task : tasks) std::thread(task).detach();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

}  // namespace course
