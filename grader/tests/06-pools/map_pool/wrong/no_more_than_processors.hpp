// expect: not-parallel
// test: five workers run f at the same time
// Calls that wait need no processor, and may wait for each other.
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
#include <vector>

namespace course {
class MapPool {
 public:
  explicit MapPool(unsigned workers) {
    workers = std::min(workers, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < workers; ++i)
      crew_.emplace_back([this] { work(); });
  }
  ~MapPool() {
    {
      std::lock_guard l(m_);
      stop_ = true;
      changed_.notify_all();
    }
    for (auto& t : crew_) t.join();
  }
  MapPool(const MapPool&) = delete;
  MapPool& operator=(const MapPool&) = delete;

  template <class T, class F>
  using Result = std::decay_t<std::invoke_result_t<const F&, const T&>>;

  template <class T, class F>
  std::vector<Result<T, F>> map(const F& f, const std::vector<T>& xs,
                                std::size_t chunksize = 1) {
    using R = Result<T, F>;
    struct Slot {
      std::optional<R> value;
    };
    std::vector<Slot> slots(xs.size());
    std::size_t bad = xs.size();
    std::exception_ptr error;
    std::size_t left = 0;
    std::unique_lock l(m_);
    for (std::size_t b = 0; b < xs.size();
         b += std::min(chunksize, xs.size() - b)) {
      ++left;
      const std::size_t e = b + std::min(chunksize, xs.size() - b);
      queue_.push_back([&, b, e] {
        for (std::size_t i = b; i < e; ++i) {
          try {
            slots[i].value.emplace(f(xs[i]));
          } catch (...) {
            std::lock_guard k(m_);
            if (i < bad) {
              bad = i;
              error = std::current_exception();
            }
          }
        }
        std::lock_guard k(m_);
        if (--left == 0) changed_.notify_all();
      });
    }
    changed_.notify_all();
    if (inside() == this) {
      while (left > 0) {
        if (queue_.empty()) {
          changed_.wait(l);
          continue;
        }
        run_one(l);
      }
    } else {
      changed_.wait(l, [&] { return left == 0; });
    }
    l.unlock();
    if (error) std::rethrow_exception(error);
    std::vector<R> out;
    out.reserve(xs.size());
    for (auto& s : slots) out.push_back(std::move(*s.value));
    return out;
  }

 private:
  static const MapPool*& inside() {
    static thread_local const MapPool* p = nullptr;
    return p;
  }
  void run_one(std::unique_lock<std::mutex>& l) {
    auto job = std::move(queue_.front());
    queue_.pop_front();
    l.unlock();
    job();
    l.lock();
  }
  void work() {
    inside() = this;
    std::unique_lock l(m_);
    for (;;) {
      changed_.wait(l, [&] { return stop_ || !queue_.empty(); });
      if (queue_.empty()) return;
      run_one(l);
    }
  }
  std::mutex m_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool stop_ = false;
  std::vector<std::thread> crew_;
};
}  // namespace course
