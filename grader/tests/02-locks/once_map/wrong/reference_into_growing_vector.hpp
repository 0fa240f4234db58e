// expect: lifetime
// test: two different keys are made at the same time
// Keeps a reference into a vector that moves its elements when it grows.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::unique_lock<std::mutex> l(m_);
    Slot& slot = find(key);
    while (slot.making) changed_.wait(l);
    if (!slot.ready) {
      slot.making = true;
      l.unlock();
      try {
        Value value = make(key);
        l.lock();
        slot.value = value;
        slot.ready = true;
      } catch (...) {
        if (!l.owns_lock()) l.lock();
        slot.making = false;
        changed_.notify_all();
        throw;
      }
      slot.making = false;
      changed_.notify_all();
    }
    return slot.value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> l(m_);
    std::size_t n = 0;
    for (const Slot& slot : slots_)
      if (slot.ready) ++n;
    return n;
  }

 private:
  struct Slot {
    Key key;
    Value value{};
    bool making = false;
    bool ready = false;
  };
  Slot& find(const Key& key) {
    for (Slot& slot : slots_)
      if (!(slot.key < key) && !(key < slot.key)) return slot;
    slots_.push_back(Slot{key});
    return slots_.back();
  }
  mutable std::mutex m_;
  std::condition_variable changed_;
  std::vector<Slot> slots_;
};

}  // namespace course
