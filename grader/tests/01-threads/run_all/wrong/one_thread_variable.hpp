// expect: crash
// test: three tasks run once each, in three new threads
// Assigns the next thread to a variable that still holds the one before.
#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::thread thread;
  for (const auto& task : tasks) thread = std::thread(task);
  if (thread.joinable()) thread.join();
}

}  // namespace course
