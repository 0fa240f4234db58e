// expect: pass
// The values and, apart from them, the keys in the making.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::unique_lock<std::mutex> l(m_);
    for (;;) {
      auto it = values_.find(key);
      if (it != values_.end()) return it->second;
      if (making_.insert(key).second) break;
      changed_.wait(l);
    }
    struct Done {
      OnceMap& map;
      const Key& key;
      std::unique_lock<std::mutex>& l;
      ~Done() {
        if (!l.owns_lock()) l.lock();
        map.making_.erase(key);
        map.changed_.notify_all();
      }
    } done{*this, key, l};
    l.unlock();
    Value value = make(key);
    l.lock();
    return values_.emplace(key, std::move(value)).first->second;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(m_);
    return values_.size();
  }

 private:
  mutable std::mutex m_;
  std::condition_variable changed_;
  std::map<Key, Value> values_;
  std::set<Key> making_;
};

}  // namespace course
