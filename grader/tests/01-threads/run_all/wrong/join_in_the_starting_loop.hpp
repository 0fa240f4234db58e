// expect: not-parallel
// test: three tasks wait for each other
// Waits for each thread before it starts the next one.
#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  for (const auto& task : tasks) {
    std::thread thread(task);
    thread.join();
  }
}

}  // namespace course
