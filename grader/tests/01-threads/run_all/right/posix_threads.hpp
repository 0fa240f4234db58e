// expect: pass
// pthread_create and pthread_join; the last thread is joined first.
#pragma once

#include <pthread.h>

#include <cstddef>
#include <functional>
#include <vector>

namespace course {

inline void* run_task(void* task) {
  (*static_cast<const std::function<void()>*>(task))();
  return nullptr;
}

inline void run_all(const std::vector<std::function<void()>>& tasks) {
  std::vector<pthread_t> threads(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i)
    pthread_create(&threads[i], nullptr, run_task,
                   const_cast<std::function<void()>*>(&tasks[i]));
  for (std::size_t i = tasks.size(); i > 0; --i)
    pthread_join(threads[i - 1], nullptr);
}

}  // namespace course
