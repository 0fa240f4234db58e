// expect: pass
// The threads take their tasks from a common atomic index.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> threads(tasks.size());
  for (auto& thread : threads) thread = std::thread([&] { tasks[next++](); });
  for (auto& thread : threads) thread.join();
}

}  // namespace course
