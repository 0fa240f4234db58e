// expect: wrong-result
// test: two that ask for the same key share one value
// Looks, unlocks and makes: two callers find nothing and both make it.
#pragma once

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
    {
      std::lock_guard<std::mutex> g(m_);
      auto it = values_.find(key);
      if (it != values_.end()) return it->second;
    }
    Value value = make(key);
    std::lock_guard<std::mutex> g(m_);
    return values_.emplace(key, value).first->second;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(m_);
    return values_.size();
  }

 private:
  mutable std::mutex m_;
  std::map<Key, Value> values_;
};

}  // namespace course
