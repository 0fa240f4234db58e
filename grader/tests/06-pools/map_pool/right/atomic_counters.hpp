// expect: pass
// Chunks are taken by an atomic counter of each job, without a lock, and the
// end is an atomic wait. Whoever may still look at a job shares it.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
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
    run((xs.size() + chunksize - 1) / chunksize, [&](std::size_t chunk) {
      const std::size_t end = std::min((chunk + 1) * chunksize, xs.size());
      for (std::size_t i = chunk * chunksize; i < end; ++i) {
        try {
          results[i].emplace(f(xs[i]));
        } catch (...) {
          errors[i] = std::current_exception();
        }
      }
    });
    for (auto& error : errors)
      if (error) std::rethrow_exception(error);
    std::vector<Result<T, F>> all;
    for (auto& result : results) all.push_back(std::move(*result));
    return all;
  }

 private:
  struct Job {
    std::function<void(std::size_t)> do_chunk;
    std::size_t chunks;
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> left;

    Job(std::function<void(std::size_t)> f, std::size_t n)
        : do_chunk(f), chunks(n), left(n) {}
  };

  void run(std::size_t chunks, std::function<void(std::size_t)> do_chunk) {
    if (chunks == 0) return;
    auto job = std::make_shared<Job>(do_chunk, chunks);
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(job);
    }
    work_.notify_all();
    if (my_pool_ == this) take_chunks(*job);
    for (std::size_t left; (left = job->left) != 0;) job->left.wait(left);
  }

  void take_chunks(Job& job) {
    for (std::size_t chunk; (chunk = job.next++) < job.chunks;) {
      job.do_chunk(chunk);
      if (--job.left == 0) job.left.notify_all();
    }
  }

  void work() {
    my_pool_ = this;
    for (;;) {
      std::shared_ptr<Job> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        work_.wait(lock, [&] {
          while (!jobs_.empty() && jobs_.front()->next >= jobs_.front()->chunks)
            jobs_.pop_front();
          return stop_ || !jobs_.empty();
        });
        if (jobs_.empty()) return;
        job = jobs_.front();
      }
      take_chunks(*job);
    }
  }

  static inline thread_local MapPool* my_pool_ = nullptr;

  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<std::shared_ptr<Job>> jobs_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace course
