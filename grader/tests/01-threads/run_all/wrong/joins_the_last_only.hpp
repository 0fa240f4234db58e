// expect: wrong-result
// test: on return the threads of all tasks have ended
// Detaches all threads but the last, and waits for that one.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace course {

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    std::thread thread(tasks[i]);
    if (i + 1 < tasks.size())
      thread.detach();
    else
      thread.join();
  }
}

}  // namespace course
