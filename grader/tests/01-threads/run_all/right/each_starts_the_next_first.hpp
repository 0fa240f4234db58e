// expect: pass
// The thread of a task starts that of the next one before its own task.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

// Runs this task and those behind it, each in a thread.
inline void run_from(const std::vector<std::function<void()>>& tasks,
                     std::size_t i) {
  std::jthread next;
  if (i + 1 < tasks.size())
    next = std::jthread(run_from, std::cref(tasks), i + 1);
  tasks[i]();
}

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  if (!tasks.empty()) std::jthread(run_from, std::cref(tasks), 0);
}

}  // namespace course
