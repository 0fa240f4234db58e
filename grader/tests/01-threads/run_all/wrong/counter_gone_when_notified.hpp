// expect: wrong-result
// test: one task runs once, in a new thread that has ended on return
// The last thread still notifies the counter when the caller has returned. Seen
// first: that thread ends after run_all does.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::atomic<std::size_t> left = tasks.size();
  for (const auto& task : tasks)
    std::thread([&left, &task] {
      task();
      --left;
      left.notify_one();
    }).detach();
  for (std::size_t n = left; n > 0; n = left) left.wait(n);
}

}  // namespace course
