// expect: pass
// No task begins before all threads exist; a latch, then join.
#pragma once

#include <functional>
#include <latch>
#include <list>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  const auto n = static_cast<std::ptrdiff_t>(tasks.size());
  std::latch all_exist(1), all_done(n);
  std::list<std::jthread> threads;
  for (const auto& task : tasks)
    threads.emplace_back([&all_exist, &all_done, task] {
      all_exist.wait();
      task();
      all_done.count_down();
    });
  all_exist.count_down();
  all_done.wait();
}

}  // namespace course
