// expect: pass
// A nested caller takes any chunk that there is, first of its own map, until
// that is done. One condition variable for all, and jobs that are shared.
#pragma once

#include <algorithm>
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
    changed_.notify_all();
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
    std::size_t next = 0;
    std::size_t left = chunks;

    Job(std::function<void(std::size_t)> f, std::size_t n)
        : do_chunk(f), chunks(n) {}
  };

  void run(std::size_t chunks, std::function<void(std::size_t)> do_chunk) {
    if (chunks == 0) return;
    auto job = std::make_shared<Job>(do_chunk, chunks);
    std::unique_lock<std::mutex> lock(mutex_);
    jobs_.push_back(job);
    changed_.notify_all();
    const bool inside = is_worker();
    while (job->left > 0) {
      if (inside && job->next < job->chunks) {
        take_chunk(job, lock);
      } else if (inside && !jobs_.empty()) {
        take_chunk(jobs_.front(), lock);
      } else {
        changed_.wait(lock);
      }
    }
  }

  bool is_worker() const {
    for (const auto& thread : threads_)
      if (thread.get_id() == std::this_thread::get_id()) return true;
    return false;
  }

  void take_chunk(std::shared_ptr<Job> job,
                  std::unique_lock<std::mutex>& lock) {
    std::size_t chunk = job->next++;
    if (job->next == job->chunks)
      jobs_.erase(std::find(jobs_.begin(), jobs_.end(), job));
    lock.unlock();
    job->do_chunk(chunk);
    lock.lock();
    if (--job->left == 0) changed_.notify_all();
  }

  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return stop_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      take_chunk(jobs_.front(), lock);
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Job>> jobs_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace course
