#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  // The value of key, made by make(key) the first time it is asked for.
  //  - make runs at most once at a time for a key, never again once it
  //    succeeded
  //  - different keys, however many, are made at the same time
  //  - make may call get() for other keys, whose makes may do so, too
  //  - if make throws, its caller gets that very exception; callers who are
  //    already waiting do not, one of them tries next, with its own make
  Value get(const Key& key, const Make& make) {
    const std::shared_ptr<Entry> entry = find_or_add(key);
    // Held while the value is made, so whoever asks for the same key sleeps
    // here. The table's lock is not held any more: with it, every other key,
    // and a make that asks for one, would have to wait, too.
    std::lock_guard guard(entry->mutex);
    // The look is under the lock, not only the making: a "ready" flag read
    // before it would be a data race, and a look in an earlier locked block
    // would let two callers make the same value.
    if (!entry->value) {
      // If make throws, the guard unlocks, the value stays empty and the next
      // one that waited finds it so. The entry is not taken out of the table:
      // those who wait would be left with another entry than those who come
      // later, and make could run twice at a time.
      entry->value = make(key);
      // Still under the entry's lock: nobody can get the value before it
      // counts. This order, entry then table, is the only one there is.
      std::lock_guard table(table_mutex_);
      ++ready_;
    }
    return *entry->value;
  }

  std::size_t size() const {  // values ready
    // table_.size() would count the values in the making, and looking into the
    // entries would need their locks, so would wait for every make.
    std::lock_guard guard(table_mutex_);
    return ready_;
  }

 private:
  struct Entry {
    std::mutex mutex;
    std::optional<Value> value;  // guarded by mutex; empty until it is made
  };

  std::shared_ptr<Entry> find_or_add(const Key& key) {
    std::lock_guard guard(table_mutex_);
    std::shared_ptr<Entry>& entry = table_[key];
    if (!entry) entry = std::make_shared<Entry>();
    return entry;  // a copy: it does not depend on the table any more
  }

  mutable std::mutex table_mutex_;
  std::map<Key, std::shared_ptr<Entry>> table_;  // guarded by table_mutex_
  std::size_t ready_ = 0;                        // guarded by table_mutex_
};

}  // namespace course
