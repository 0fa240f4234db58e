// expect: lost-wakeup
// test: one task runs once, in a new thread that has ended on return
// Counts outside the lock, so between the look of the caller and its sleep.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  struct State {
    std::mutex mutex;
    std::condition_variable all_done;
    std::atomic<std::size_t> left;
  } state;
  state.left = tasks.size();
  std::vector<std::jthread> threads;
  for (const auto& task : tasks)
    threads.emplace_back([&] {
      task();
      if (--state.left == 0) state.all_done.notify_one();
    });
  std::unique_lock lock(state.mutex);
  state.all_done.wait(lock, [&] { return state.left == 0; });
}

}  // namespace course
