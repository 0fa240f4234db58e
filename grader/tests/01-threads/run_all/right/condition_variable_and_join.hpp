// expect: pass
// Sleeps until a counter under a mutex is zero, then joins.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::mutex mutex;
  std::condition_variable all_done;
  std::size_t left = tasks.size();
  std::vector<std::jthread> threads;
  for (const auto& task : tasks)
    threads.emplace_back([&] {
      task();
      std::lock_guard guard(mutex);
      if (--left == 0) all_done.notify_one();
    });
  std::unique_lock lock(mutex);
  all_done.wait(lock, [&] { return left == 0; });
}

}  // namespace course
