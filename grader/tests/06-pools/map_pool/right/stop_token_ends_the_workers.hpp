// expect: pass
// std::jthread and its stop token end the workers; jobs are in a list, and each
// has a latch that opens when its last chunk is done.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <latch>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace course {

class MapPool {
 public:
  explicit MapPool(unsigned workers) {
    for (unsigned k = 0; k < workers; ++k)
      threads_.emplace_back([this](std::stop_token stop) { work(stop); });
  }
  ~MapPool() {
    for (auto& thread : threads_) thread.request_stop();
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
    std::latch done;
    std::size_t next = 0;

    Job(std::function<void(std::size_t)> f, std::size_t n)
        : do_chunk(f), chunks(n), done(static_cast<std::ptrdiff_t>(n)) {}
  };

  void run(std::size_t chunks, std::function<void(std::size_t)> do_chunk) {
    if (chunks == 0) return;
    // Shared with those who have a chunk in hand: the latch may open before
    // count_down() has returned.
    auto job = std::make_shared<Job>(do_chunk, chunks);
    std::unique_lock<std::mutex> lock(mutex_);
    jobs_.push_back(job);
    work_.notify_all();
    if (my_pool_ == this)
      while (job->next < job->chunks) take_chunk(job, lock);
    lock.unlock();
    job->done.wait();
  }

  void take_chunk(std::shared_ptr<Job> job,
                  std::unique_lock<std::mutex>& lock) {
    std::size_t chunk = job->next++;
    if (job->next == job->chunks) jobs_.remove(job);
    lock.unlock();
    job->do_chunk(chunk);
    job->done.count_down();
    lock.lock();
  }

  void work(std::stop_token stop) {
    my_pool_ = this;
    std::unique_lock<std::mutex> lock(mutex_);
    while (work_.wait(lock, stop, [&] { return !jobs_.empty(); }))
      take_chunk(jobs_.front(), lock);
  }

  static inline thread_local MapPool* my_pool_ = nullptr;

  std::mutex mutex_;
  std::condition_variable_any work_;
  std::list<std::shared_ptr<Job>> jobs_;
  std::vector<std::jthread> threads_;
};

}  // namespace course
