// expect: data-race
// test: one task runs once, in a new thread that has ended on return
// The threads look at the loop variable, which changes and then is gone.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < tasks.size(); ++i)
    threads.emplace_back([&] { tasks[i](); });
  for (auto& thread : threads) thread.join();
}

}  // namespace course
