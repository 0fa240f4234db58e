// expect: pass
// A queue of tasks, one for each chunk, and a future for each of them. A nested
// caller runs tasks, whose ever they are, until the queue is empty.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace course {

class MapPool {
 public:
  explicit MapPool(unsigned workers) {
    for (unsigned k = 0; k < workers; ++k)
      threads_.emplace_back([this] { work(); });
  }
  ~MapPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    work_.notify_all();
    for (auto& thread : threads_) thread.join();
  }
  MapPool(const MapPool&) = delete;
  MapPool& operator=(const MapPool&) = delete;

  template <class T, class F>
  using Result = std::decay_t<std::invoke_result_t<const F&, const T&>>;

  template <class T, class F>
  std::vector<Result<T, F>> map(const F& f, const std::vector<T>& xs,
                                std::size_t chunksize = 1) {
    std::vector<std::optional<Result<T, F>>> results(xs.size());
    std::vector<std::exception_ptr> errors(xs.size());
    std::vector<std::future<void>> chunks;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      for (std::size_t begin = 0; begin < xs.size(); begin += chunksize) {
        const std::size_t end = std::min(begin + chunksize, xs.size());
        std::packaged_task<void()> task([&, begin, end] {
          for (std::size_t i = begin; i < end; ++i) {
            try {
              results[i].emplace(f(xs[i]));
            } catch (...) {
              errors[i] = std::current_exception();
            }
          }
        });
        chunks.push_back(task.get_future());
        tasks_.push_back(std::move(task));
      }
    }
    work_.notify_all();
    if (my_pool_ == this)
      while (run_task()) {
      }
    for (auto& chunk : chunks) chunk.get();
    for (auto& error : errors)
      if (error) std::rethrow_exception(error);
    std::vector<Result<T, F>> all;
    for (auto& result : results) all.push_back(std::move(*result));
    return all;
  }

 private:
  bool run_task() {
    std::packaged_task<void()> task;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (tasks_.empty()) return false;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
    return true;
  }

  void work() {
    my_pool_ = this;
    for (;;) {
      {
        std::unique_lock<std::mutex> lock(mutex_);
        work_.wait(lock, [&] { return stop_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
      }
      run_task();
    }
  }

  static inline thread_local MapPool* my_pool_ = nullptr;

  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<std::packaged_task<void()>> tasks_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace course
