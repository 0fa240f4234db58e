// expect: lifetime
// test: an exception goes to its own caller and one that waits tries next
// A make that throws erases the entry on which others wait.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::unique_lock<std::mutex> table(table_mutex_);
    Entry& e = table_[key];
    table.unlock();
    std::unique_lock<std::mutex> g(e.m);
    if (!e.value) {
      try {
        e.value = make(key);
      } catch (...) {
        g.unlock();
        table.lock();
        table_.erase(key);  // the next caller begins anew
        throw;
      }
      table.lock();
      ++ready_;
      table.unlock();
    }
    return *e.value;
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
  mutable std::mutex table_mutex_;
  std::map<Key, Entry> table_;
  std::size_t ready_ = 0;
};

}  // namespace course
