// expect: wrong-result
// test: one task runs once, in a new thread that has ended on return
// Detaches the threads; nobody waits for them.
#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  for (const auto& task : tasks) std::thread(task).detach();
}

}  // namespace course
