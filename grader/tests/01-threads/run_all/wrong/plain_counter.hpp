// expect: data-race
// test: one task runs once, in a new thread that has ended on return
// Counts the tasks that are done in a plain int.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::size_t done = 0;
  std::vector<std::jthread> threads;
  for (const auto& task : tasks)
    threads.emplace_back([&] {
      task();
      ++done;
    });
  while (done < tasks.size()) std::this_thread::yield();
}

}  // namespace course
