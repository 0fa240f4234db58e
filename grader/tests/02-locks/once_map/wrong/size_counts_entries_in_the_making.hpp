// expect: wrong-result
// test: size follows what one thread makes
// size counts the entries, made or not.
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
    std::lock_guard<std::mutex> g(e->m);
    if (!e->value) {
      e->value = make(key);
    }
    return *e->value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(table_mutex_);
    return table_.size();
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
};

}  // namespace course
