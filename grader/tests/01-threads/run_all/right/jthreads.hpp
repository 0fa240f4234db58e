// expect: pass
// The destructors of the jthreads join.
#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::jthread> threads;
  for (const auto& task : tasks) threads.emplace_back([&task] { task(); });
}

}  // namespace course
