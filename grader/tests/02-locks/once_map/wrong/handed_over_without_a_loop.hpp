// expect: wrong-result
// test: two that ask for the same key share one value
// Gives the making to one who waits, but takes every wake-up for the gift.
#pragma once

#include <condition_variable>
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
    std::unique_lock<std::mutex> l(m_);
    Entry& e = table_[key];
    if (e.making) {
      ++e.waiting;
      e.mine.wait(l);
    }
    if (e.value) return *e.value;
    e.making = true;
    l.unlock();
    std::optional<Value> value;
    try {
      value = make(key);
    } catch (...) {
      l.lock();
      if (e.waiting == 0) {
        e.making = false;
      } else {
        --e.waiting;
        e.mine.notify_one();
      }
      throw;
    }
    l.lock();
    e.value = value;
    e.making = false;
    ++ready_;
    e.mine.notify_all();
    return *value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(m_);
    return ready_;
  }

 private:
  struct Entry {
    bool making = false;  // stays true while the making is handed over
    int waiting = 0;
    std::condition_variable mine;
    std::optional<Value> value;
  };
  mutable std::mutex m_;
  std::map<Key, Entry> table_;  // its nodes stay where they are
  std::size_t ready_ = 0;
};

}  // namespace course
