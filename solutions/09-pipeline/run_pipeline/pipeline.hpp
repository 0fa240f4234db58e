#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

using Step = std::function<int(int)>;  // does not throw

// What lies between two steps: a queue with limited room, and an end.
class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  void send(int item) {  // blocks while full
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [&] { return items_.size() < capacity_; });
    items_.push_back(item);
    not_empty_.notify_one();
  }

  // Nothing more will come. A flag of its own and not a special item: every int
  // is an item.
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    not_empty_.notify_one();
  }

  std::optional<int> receive() {  // blocks while empty; nullopt: the end
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return closed_ || !items_.empty(); });
    // Not `if (closed_)`: what was sent before the end is still received.
    if (items_.empty()) return std::nullopt;
    const int item = items_.front();
    // The place is free from here on, while the item is worked on: it does not
    // wait any more.
    items_.pop_front();
    not_full_.notify_one();
    return item;
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::deque<int> items_;  // guarded by mutex_
  bool closed_ = false;    // guarded by mutex_
  std::condition_variable not_full_, not_empty_;
};

// Sends every input through all steps, in order. One thread per step; between
// two steps a queue of at most `capacity` (>= 1) items. While one item is in a
// step, the next one may be in the step before it.
inline std::vector<int> run_pipeline(const std::vector<Step>& steps,
                                     const std::vector<int>& input,
                                     std::size_t capacity) {
  if (steps.empty()) return input;  // there is no last step below
  const std::size_t last = steps.size() - 1;

  // Channel k leads from step k to step k + 1: one less than there are steps.
  // The input is there already and the output has room for everything, so
  // neither needs a channel that somebody would have to feed or to empty.
  std::deque<Channel> channels;  // a vector would have to move them
  for (std::size_t k = 0; k < last; ++k) channels.emplace_back(capacity);
  std::vector<int> output;  // of the last step alone, until all have ended

  std::vector<std::thread> line;
  for (std::size_t k = 0; k <= last; ++k)
    line.emplace_back([&, k] {
      const auto work_on = [&](int item) {
        const int result = steps[k](item);
        if (k == last)
          output.push_back(result);
        else
          channels[k].send(result);
      };
      if (k == 0)
        for (const int item : input) work_on(item);
      else
        while (const auto item = channels[k - 1].receive()) work_on(*item);
      // The end travels down the line like an item, behind the last one.
      if (k != last) channels[k].close();
    });
  for (auto& thread : line) thread.join();
  return output;
}

}  // namespace course
