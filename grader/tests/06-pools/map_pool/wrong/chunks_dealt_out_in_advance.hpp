// expect: wrong-result
// test: who is free takes the next chunk
// Chunk k is for worker k modulo their number, whoever is free.
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
      threads_.emplace_back([this, k, workers] { work(k, workers); });
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
    std::vector<bool> taken = std::vector<bool>(chunks);
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
      for (std::size_t chunk = 0; chunk < chunks; ++chunk)
        if (!job.taken[chunk]) take_chunk(job, chunk, lock);
    job.done.wait(lock, [&] { return job.left == 0; });
    jobs_.erase(std::find(jobs_.begin(), jobs_.end(), &job));
  }

  void take_chunk(Job& job, std::size_t chunk,
                  std::unique_lock<std::mutex>& lock) {
    job.taken[chunk] = true;
    lock.unlock();
    job.do_chunk(chunk);
    lock.lock();
    if (--job.left == 0) job.done.notify_one();
  }

  void work(unsigned me, unsigned workers) {
    my_pool_ = this;
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      Job* mine = nullptr;
      std::size_t chunk = 0;
      work_.wait(lock, [&] {
        for (Job* job : jobs_)
          for (std::size_t c = me; c < job->chunks && !mine; c += workers)
            if (!job->taken[c]) {
              mine = job;
              chunk = c;
            }
        return stop_ || mine;
      });
      if (!mine) return;
      take_chunk(*mine, chunk, lock);
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
