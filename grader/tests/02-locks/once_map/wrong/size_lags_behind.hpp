// expect: wrong-result
// test: size counts the values that are ready
// Others can get the value before size counts it.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::shared_ptr<Entry> e = find(key);
    bool mine = false;
    std::unique_lock<std::mutex> g(e->m);
    if (!e->value) {
      e->value = make(key);
      mine = true;
    }
    Value value = *e->value;
    g.unlock();
    if (mine) {
      std::lock_guard<std::mutex> t(table_mutex_);
      ++ready_;
    }
    return value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(table_mutex_);
    return ready_;
  }

 private:
  struct Entry {
    std::mutex m;
    std::optional<Value> value;
  };
  std::shared_ptr<Entry> find(const Key& key) {
    std::lock_guard<std::mutex> g(table_mutex_);
    std::shared_ptr<Entry>& e = table_[key];
    if (!e) e = std::make_shared<Entry>();
    return e;
  }
  mutable std::mutex table_mutex_;
  std::map<Key, std::shared_ptr<Entry>> table_;
  std::size_t ready_ = 0;
};

}  // namespace course
