#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace course {

// Python's Pool: with Pool(4) as pool: pool.map(f, xs, chunksize)
class MapPool {
 public:
  explicit MapPool(unsigned workers);
  ~MapPool();
  MapPool(const MapPool&) = delete;
  MapPool& operator=(const MapPool&) = delete;

  template <class T, class F>
  using Result = std::decay_t<std::invoke_result_t<const F&, const T&>>;

  // { f(xs[0]), f(xs[1]), ... }. One chunk is chunksize neighbours, done by one
  // thread; free threads take the next chunk. f runs in at most `workers`
  // threads at once, is called once per element and never after map() returned.
  // If calls of f throw, map() throws the one of the lowest index. map() may be
  // called by several threads, and by f itself.
  template <class T, class F>
  std::vector<Result<T, F>> map(const F& f, const std::vector<T>& xs,
                                std::size_t chunksize = 1) {
    // A place for each element, written by one thread. optional, because a
    // Result need not have a default constructor, and because a vector<bool>
    // would pack results of different threads into one word.
    std::vector<std::optional<Result<T, F>>> results(xs.size());
    std::vector<std::exception_ptr> errors(xs.size());
    const std::size_t chunks =
        xs.size() / chunksize + (xs.size() % chunksize != 0);
    run_chunks(chunks, [&](std::size_t chunk) {
      const std::size_t first = chunk * chunksize;
      const std::size_t size = std::min(chunksize, xs.size() - first);
      for (std::size_t i = first; i < first + size; ++i) {
        try {  // each element by itself: the others are still tried
          results[i].emplace(f(xs[i]));
        } catch (...) {
          errors[i] = std::current_exception();
        }
      }
    });
    // All calls have ended. Which one threw first is nobody's business.
    for (const auto& error : errors)
      if (error) std::rethrow_exception(error);
    std::vector<Result<T, F>> all;
    all.reserve(xs.size());
    for (auto& result : results) all.push_back(*std::move(result));
    return all;
  }

 private:
  // What one call of map() has to do; it lies on the stack of its caller.
  struct Job {
    const std::function<void(std::size_t)>& do_chunk;  // does not throw
    const std::size_t chunks;
    std::size_t next = 0;       // guarded by mutex_: the chunk to be taken next
    std::size_t left = chunks;  // guarded by mutex_: chunks that have not ended
    std::condition_variable done = {};
  };

  void run_chunks(std::size_t chunks,
                  const std::function<void(std::size_t)>& do_chunk);
  void take_chunk(Job& job, std::unique_lock<std::mutex>& lock);
  void work();

  // The pool whose worker this thread is.
  static inline thread_local const MapPool* employer_ = nullptr;

  std::mutex mutex_;
  std::condition_variable work_;  // there is a chunk to take, or stop_
  std::deque<Job*> jobs_;  // guarded by mutex_: those with chunks to take
  bool stop_ = false;      // guarded by mutex_
  std::vector<std::thread> team_;
};

inline MapPool::MapPool(unsigned workers) {
  while (team_.size() < workers) team_.emplace_back([this] { work(); });
}

inline MapPool::~MapPool() {
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
  }
  work_.notify_all();
  for (auto& worker : team_) worker.join();
}

inline void MapPool::run_chunks(
    std::size_t chunks, const std::function<void(std::size_t)>& do_chunk) {
  if (chunks == 0) return;
  Job job{do_chunk, chunks};
  std::unique_lock lock(mutex_);
  jobs_.push_back(&job);
  work_.notify_all();
  // f has called map(): this thread is a worker, and while it only waited there
  // would be one worker less for its chunks, and in the end none. So it takes
  // them itself. A caller from outside must not: f would run in one thread more
  // than the pool has workers.
  if (employer_ == this)
    while (job.next < job.chunks) take_chunk(job, lock);
  // What is left is in the hands of others, and they get on by the same rule.
  job.done.wait(lock, [&] { return job.left == 0; });
}

// Does the next chunk of the job. The caller holds the lock, and there is one.
inline void MapPool::take_chunk(Job& job, std::unique_lock<std::mutex>& lock) {
  const std::size_t chunk = job.next++;
  // With its last chunk taken, nobody finds the job any more: who has no chunk
  // of it in hand never looks at it, and it may go when all chunks are done.
  if (job.next == job.chunks)
    jobs_.erase(std::find(jobs_.begin(), jobs_.end(), &job));
  lock.unlock();
  job.do_chunk(chunk);
  lock.lock();
  // Under the lock: after an unlock map() could return before the notify, and
  // its stack, with the job and its condition variable, would be gone.
  if (--job.left == 0) job.done.notify_one();
}

inline void MapPool::work() {
  employer_ = this;
  std::unique_lock lock(mutex_);
  for (;;) {
    work_.wait(lock, [&] { return stop_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    take_chunk(*jobs_.front(), lock);
  }
}

}  // namespace course
