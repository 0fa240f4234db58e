// expect: wrong-result
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
