#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

namespace course {

// Python's Pool: with Pool(4) as pool: pool.map(f, xs, chunksize)
// TODO: let the workers take the chunks of all maps, and whoever waits for them
// inside the pool, too.
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
    (void)f;
    (void)xs;
    (void)chunksize;
    throw std::logic_error("TODO: map");
  }

 private:
  // Your members.
};

inline MapPool::MapPool(unsigned workers) { (void)workers; }
inline MapPool::~MapPool() {}

}  // namespace course
