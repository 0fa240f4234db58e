// expect: pass
// A helper starts all threads and joins them; the caller joins the helper.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::thread helper([&tasks] {
    std::vector<std::unique_ptr<std::jthread>> threads;
    for (const auto& task : tasks)
      threads.push_back(std::make_unique<std::jthread>(std::cref(task)));
  });
  helper.join();
}

}  // namespace course
