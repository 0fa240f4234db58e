// expect: pass
// A std::async for each task; the futures are kept, then waited for.
#pragma once

#include <functional>
#include <future>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::future<void>> futures;
  for (const auto& task : tasks)
    futures.push_back(std::async(std::launch::async, task));
  for (auto& future : futures) future.get();
}

}  // namespace course
