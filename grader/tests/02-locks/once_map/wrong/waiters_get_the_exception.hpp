// expect: wrong-result
// test: an exception goes to its own caller and one that waits tries next
// Those who wait get the exception that belongs to another caller.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <future>
#include <map>
#include <mutex>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::promise<Value> promise;
    std::shared_future<Value> future;
    bool mine = false;
    {
      std::lock_guard<std::mutex> g(table_mutex_);
      auto it = table_.find(key);
      if (it == table_.end()) {
        it = table_.emplace(key, promise.get_future().share()).first;
        mine = true;
      }
      future = it->second;
    }
    if (mine) {
      try {
        Value value = make(key);
        {
          std::lock_guard<std::mutex> g(table_mutex_);
          ++ready_;
        }
        promise.set_value(value);
      } catch (...) {
        {
          std::lock_guard<std::mutex> g(table_mutex_);
          table_.erase(key);
        }
        promise.set_exception(std::current_exception());
      }
    }
    return future.get();
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(table_mutex_);
    return ready_;
  }

 private:
  mutable std::mutex table_mutex_;
  std::map<Key, std::shared_future<Value>> table_;
  std::size_t ready_ = 0;
};

}  // namespace course
