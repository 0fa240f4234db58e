// expect: data-race
// test: three tasks run once each, in three new threads
// Each thread calls the copy that the loop has made for one round only.
#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<std::thread> threads;
  for (auto task : tasks) threads.emplace_back([&task] { task(); });
  for (auto& thread : threads) thread.join();
}

}  // namespace course
