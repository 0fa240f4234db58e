// expect: pass
// No fixed crew: each map makes its own threads, and a thread must get one of
// the pool's permits before it runs f. A nested caller has one already.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace course {

class MapPool {
 public:
  explicit MapPool(unsigned workers) : workers_(workers), permits_(workers) {}
  ~MapPool() {}
  MapPool(const MapPool&) = delete;
  MapPool& operator=(const MapPool&) = delete;

  template <class T, class F>
  using Result = std::decay_t<std::invoke_result_t<const F&, const T&>>;

  template <class T, class F>
  std::vector<Result<T, F>> map(const F& f, const std::vector<T>& xs,
                                std::size_t chunksize = 1) {
    std::vector<std::optional<Result<T, F>>> results(xs.size());
    std::vector<std::exception_ptr> errors(xs.size());
    std::size_t next = 0;  // guarded by mutex_: element of the next chunk

    // With the lock taken, and a permit: does chunks until there are none.
    const auto do_chunks = [&](std::unique_lock<std::mutex>& lock) {
      while (next < xs.size()) {
        const std::size_t begin = next;
        const std::size_t end = next = std::min(begin + chunksize, xs.size());
        if (next == xs.size()) changed_.notify_all();
        lock.unlock();
        for (std::size_t i = begin; i < end; ++i) {
          try {
            results[i].emplace(f(xs[i]));
          } catch (...) {
            errors[i] = std::current_exception();
          }
        }
        lock.lock();
      }
    };
    const bool inside = my_pool_ == this;
    const std::size_t chunks = (xs.size() + chunksize - 1) / chunksize;
    {
      std::vector<std::jthread> team;
      for (std::size_t k = inside; k < std::min<std::size_t>(workers_, chunks);
           ++k)
        team.emplace_back([&] {
          my_pool_ = this;
          std::unique_lock<std::mutex> lock(mutex_);
          changed_.wait(lock,
                        [&] { return permits_ > 0 || next == xs.size(); });
          if (next == xs.size()) return;
          --permits_;
          do_chunks(lock);
          ++permits_;
          changed_.notify_all();
        });
      if (inside) {
        std::unique_lock<std::mutex> lock(mutex_);
        do_chunks(lock);
      }
    }
    for (auto& error : errors)
      if (error) std::rethrow_exception(error);
    std::vector<Result<T, F>> all;
    for (auto& result : results) all.push_back(std::move(*result));
    return all;
  }

 private:
  static inline thread_local MapPool* my_pool_ = nullptr;

  const unsigned workers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  unsigned permits_;
};

}  // namespace course
