// expect: pass
// Detached threads, each with a promise that is kept when it has ended.
#pragma once

#include <functional>
#include <future>
#include <thread>
#include <utility>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::future<void>> ends;
  for (const auto& task : tasks) {
    std::promise<void> end;
    ends.push_back(end.get_future());
    std::thread([&task, end = std::move(end)]() mutable {
      task();
      end.set_value_at_thread_exit();
    }).detach();
  }
  for (auto& end : ends) end.wait();
}

}  // namespace course
