// expect: pass
// Each entry is a state machine; those who wait sleep in an atomic wait.
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
    std::shared_ptr<Entry> e = find(key);
    for (;;) {
      int state = empty;
      if (e->state.compare_exchange_strong(state, making)) break;
      if (state == made) return *e->value;
      e->state.wait(making);
    }
    try {
      e->value = make(key);
    } catch (...) {
      e->state.store(empty);
      e->state.notify_all();
      throw;
    }
    ready_.fetch_add(1);
    e->state.store(made);
    e->state.notify_all();
    return *e->value;
  }

  std::size_t size() const { return ready_.load(); }

 private:
  static constexpr int empty = 0, making = 1, made = 2;
  struct Entry {
    std::atomic<int> state{empty};
    std::optional<Value> value;
  };
  std::shared_ptr<Entry> find(const Key& key) {
    std::lock_guard<std::mutex> g(table_mutex_);
    std::shared_ptr<Entry>& e = table_[key];
    if (!e) e = std::make_shared<Entry>();
    return e;
  }
  std::mutex table_mutex_;
  std::map<Key, std::shared_ptr<Entry>> table_;
  std::atomic<std::size_t> ready_{0};
};

}  // namespace course
