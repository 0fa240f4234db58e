// expect: deadlock
// test: a caller that waits does not hold up a different key
// Waits for an entry while it holds the table: nobody else gets at theirs.
#pragma once

#include <atomic>
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
    std::unique_lock<std::mutex> t(table_mutex_);
    std::shared_ptr<Entry>& slot = table_[key];
    if (!slot) slot = std::make_shared<Entry>();
    std::shared_ptr<Entry> e = slot;
    std::lock_guard<std::mutex> g(e->m);
    t.unlock();
    if (!e->value) {
      e->value = make(key);
      ++ready_;
    }
    return *e->value;
  }

  std::size_t size() const { return ready_; }

 private:
  struct Entry {
    std::mutex m;
    std::optional<Value> value;
  };
  std::mutex table_mutex_;
  std::map<Key, std::shared_ptr<Entry>> table_;
  std::atomic<std::size_t> ready_{0};
};

}  // namespace course
