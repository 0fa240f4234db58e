// expect: not-parallel
// test: three different keys are made at the same time
// Two locks, given to new keys in turn: the third key shares that of the first.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>

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
  std::mutex& lock_of(const Key& key) {
    std::lock_guard<std::mutex> t(table_mutex_);
    return locks_[numbers_.emplace(key, numbers_.size()).first->second %
                  locks_.size()];
  }
  std::array<std::mutex, 2> locks_;
  mutable std::mutex table_mutex_;
  std::map<Key, std::size_t> numbers_;
  std::map<Key, Value> values_;
};

}  // namespace course
