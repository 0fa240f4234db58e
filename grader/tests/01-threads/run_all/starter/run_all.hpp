#pragma once

#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

// Starts one thread per task, all of them before waiting for any, and returns
// when all these threads have ended. Tasks do not throw.
// TODO: start the threads, and wait for them.
inline void run_all(const std::vector<std::function<void()>>& tasks) {
  (void)tasks;
  throw std::logic_error("TODO: run_all");
}

}  // namespace course
