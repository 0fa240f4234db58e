// expect: not-parallel
// test: two different keys are made at the same time
// Sixteen locks for all keys: two keys may share one while they are made.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <type_traits>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::lock_guard<std::mutex> g(lock_of(key));
    {
      std::lock_guard<std::mutex> t(table_mutex_);
      auto it = values_.find(key);
      if (it != values_.end()) return it->second;
    }
    Value value = make(key);
    std::lock_guard<std::mutex> t(table_mutex_);
    values_.emplace(key, value);
    return value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(table_mutex_);
    return values_.size();
  }

 private:
  // Numbers are spread by their value; all other keys get the first lock.
  std::mutex& lock_of(const Key& key) {
    if constexpr (std::is_integral_v<Key>)
      return locks_[static_cast<std::size_t>(key) % locks_.size()];
    else
      return locks_[0];
  }
  std::array<std::mutex, 16> locks_;
  mutable std::mutex table_mutex_;
  std::map<Key, Value> values_;
};

}  // namespace course
