// expect: wrong-result
// test: a map knows nothing of one that was in its place before
// Each thread remembers values by the map's address, which a new map may have.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    thread_local std::map<std::pair<const OnceMap*, Key>, Value> seen;
    const auto it = seen.find({this, key});
    if (it != seen.end()) return it->second;
    const Value value = get_from_table(key, make);
    seen.emplace(std::pair(this, key), value);
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
  Value get_from_table(const Key& key, const Make& make) {
    std::shared_ptr<Entry> e = find(key);
    std::lock_guard<std::mutex> g(e->m);
    if (!e->value) {
      e->value = make(key);
      std::lock_guard<std::mutex> t(table_mutex_);
      ++ready_;
    }
    return *e->value;
  }
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
