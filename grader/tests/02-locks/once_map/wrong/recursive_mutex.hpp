// expect: not-parallel
// test: two different keys are made at the same time
// A recursive mutex lets make ask again, but keeps all other threads out.
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
    std::lock_guard<std::recursive_mutex> g(m_);
    auto it = values_.find(key);
    if (it == values_.end()) {
      Value value = make(key);
      it = values_.emplace(key, value).first;
    }
    return it->second;
  }

  std::size_t size() const {
    std::lock_guard<std::recursive_mutex> g(m_);
    return values_.size();
  }

 private:
  mutable std::recursive_mutex m_;
  std::map<Key, Value> values_;
};

}  // namespace course
