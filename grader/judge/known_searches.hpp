// What the explorations of a submission brought with one base seed. With
// another one only the samples are others: a systematic search, which comes
// first and decides whether there are any, is not done again.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>

#include "judge/worker.hpp"

namespace course::judge {

// May be used by several threads at a time.
class KnownSearches {
 public:
  std::optional<Answer> find(std::size_t question) const {
    const std::lock_guard lock(mutex_);
    const auto at = answers_.find(question);
    return at == answers_.end() ? std::nullopt : std::optional(at->second);
  }
  void keep(std::size_t question, Answer answer) {
    answer.mapping.reset();
    const std::lock_guard lock(mutex_);
    answers_.insert_or_assign(question, std::move(answer));
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::size_t, Answer> answers_;
};

}  // namespace course::judge
