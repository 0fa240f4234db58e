// expect: not-parallel
// test: three tasks wait for each other
// The thread of a task starts that of the next one after its own task.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

// Runs this task, then the others, each in a thread.
inline void run_from(const std::vector<std::function<void()>>& tasks,
                     std::size_t i) {
  tasks[i]();
  if (i + 1 < tasks.size()) std::jthread(run_from, std::cref(tasks), i + 1);
}

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  if (!tasks.empty()) std::jthread(run_from, std::cref(tasks), 0);
}

}  // namespace course
