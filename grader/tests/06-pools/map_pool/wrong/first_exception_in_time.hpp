// expect: wrong-result
// test: of two exceptions that of the lowest index arrives
// Keeps the exception that is thrown first, not that of the lowest index.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
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
    std::mutex error_mutex;
    std::exception_ptr error;
    run((xs.size() + chunksize - 1) / chunksize, [&](std::size_t chunk) {
      const std::size_t end = std::min((chunk + 1) * chunksize, xs.size());
      for (std::size_t i = chunk * chunksize; i < end; ++i) {
        try {
          results[i].emplace(f(xs[i]));
        } catch (...) {
          std::lock_guard<std::mutex> lock(error_mutex);
          if (!error) error = std::current_exception();
        }
      }
    });
    if (error) std::rethrow_exception(error);
    std::vector<Result<T, F>> all;
    for (auto& result : results) all.push_back(std::move(*result));
    return all;
  }

 private:
  struct Job {
    std::function<void(std::size_t)> do_chunk;
    std::size_t chunks;
    std::size_t next = 0;
    std::size_t left = chunks;
    std::condition_variable done = {};
  };

  void run(std::size_t chunks, std::function<void(std::size_t)> do_chunk) {
    if (chunks == 0) return;
    Job job{do_chunk, chunks};
    std::unique_lock<std::mutex> lock(mutex_);
    jobs_.push_back(&job);
    work_.notify_all();
    if (my_pool_ == this)
      while (job.next < job.chunks) take_chunk(job, lock);
    job.done.wait(lock, [&] { return job.left == 0; });
  }

  void take_chunk(Job& job, std::unique_lock<std::mutex>& lock) {
    std::size_t chunk = job.next++;
    if (job.next == job.chunks)
      jobs_.erase(std::find(jobs_.begin(), jobs_.end(), &job));
    lock.unlock();
    job.do_chunk(chunk);
    lock.lock();
    if (--job.left == 0) job.done.notify_one();
  }

  void work() {
    my_pool_ = this;
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      work_.wait(lock, [&] { return stop_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      take_chunk(*jobs_.front(), lock);
    }
  }

  static inline thread_local MapPool* my_pool_ = nullptr;

  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Job*> jobs_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace course
