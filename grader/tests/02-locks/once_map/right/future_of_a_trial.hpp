// expect: pass
// A future for each trial; one that failed is replaced and tells the waiting.
#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <optional>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    for (;;) {
      std::promise<std::optional<Value>> promise;
      std::shared_future<std::optional<Value>> trial;
      bool mine = false;
      {
        std::lock_guard<std::mutex> g(m_);
        auto it = table_.find(key);
        if (it == table_.end()) {
          it = table_.emplace(key, promise.get_future().share()).first;
          mine = true;
        }
        trial = it->second;
      }
      if (!mine) {
        const std::optional<Value>& result = trial.get();
        if (result) return *result;
        continue;  // that trial failed; perhaps the next one is ours
      }
      try {
        Value value = make(key);
        {
          std::lock_guard<std::mutex> g(m_);
          ++ready_;
        }
        promise.set_value(value);
        return value;
      } catch (...) {
        {
          std::lock_guard<std::mutex> g(m_);
          table_.erase(key);
        }
        promise.set_value(std::nullopt);
        throw;
      }
    }
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(m_);
    return ready_;
  }

 private:
  mutable std::mutex m_;
  std::map<Key, std::shared_future<std::optional<Value>>> table_;
  std::size_t ready_ = 0;
};

}  // namespace course
