// expect: wrong-result
// test: one task runs once, in a new thread that has ended on return
// A latch that all own says that the tasks are done; their threads still run.
#pragma once

#include <functional>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  const auto done =
      std::make_shared<std::latch>(static_cast<std::ptrdiff_t>(tasks.size()));
  for (const auto& task : tasks)
    std::thread([done, task] {
      task();
      done->count_down();
    }).detach();
  done->wait();
}

}  // namespace course
