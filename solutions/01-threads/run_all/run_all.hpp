#pragma once

#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

// Starts one thread per task, all of them before waiting for any, and returns
// when all these threads have ended. Tasks do not throw.
inline void run_all(const std::vector<std::function<void()>>& tasks) {
  // A thread is an object: it can wait in a container until it is joined. The
  // vector is a local variable, so each call has its own.
  std::vector<std::thread> threads;
  // The reference `task` is captured, and means the element of `tasks`, which
  // outlives the thread. An index captured by reference would be the loop's
  // one variable: it changes while the thread starts, and is gone after the
  // loop.
  for (const auto& task : tasks) threads.emplace_back([&task] { task(); });
  // A loop of its own: with a join() right behind the start, the second task
  // would start when the first has ended, and if the first waits for the
  // second, that is never. And it joins all of them: a std::thread that is
  // destroyed without calls std::terminate, and one that is detached still runs
  // when this function has returned.
  for (auto& thread : threads) thread.join();
}

}  // namespace course
