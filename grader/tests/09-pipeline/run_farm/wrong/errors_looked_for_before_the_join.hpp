// expect: data-race
// test: two items throw
// The threads are joined after the errors were looked for.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

struct Stage {
  std::function<int(int)> work;  // may throw
  unsigned workers = 1;          // threads of this stage
};

namespace farm {

struct Item {
  std::size_t number;
  int value;
};

class Channel {
 public:
  void send(Item item) {
    std::lock_guard lock(mutex_);
    items_.push_back(item);
    changed_.notify_one();
  }

  std::optional<Item> receive() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !items_.empty() || closed_; });
    if (items_.empty()) return std::nullopt;
    const Item item = items_.front();
    items_.pop_front();
    return item;
  }

  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> items_;
  bool closed_ = false;
};

}  // namespace farm

// A pipeline whose stages have several workers. Results in input order. At most
// max_in_flight (>= 1) items are between the first and the last stage at any
// time. If a work throws, no new item is started, everything ends and the
// exception of the lowest item that threw is thrown.
inline std::vector<int> run_farm(const std::vector<Stage>& stages,
                                 const std::vector<int>& input,
                                 std::size_t max_in_flight) {
  if (stages.empty()) return input;

  std::vector<int> output(input.size());
  std::vector<std::exception_ptr> errors(input.size());
  std::atomic<bool> failed = false;

  std::counting_semaphore<> slots(static_cast<std::ptrdiff_t>(max_in_flight));
  std::vector<farm::Channel> line(stages.size());
  std::vector<std::atomic<unsigned>> working(stages.size());
  for (std::size_t s = 0; s < stages.size(); ++s)
    working[s] = stages[s].workers;

  const auto worker = [&](std::size_t s) {
    const bool last_stage = s + 1 == stages.size();
    while (auto item = line[s].receive()) {
      try {
        item->value = stages[s].work(item->value);
      } catch (...) {
        errors[item->number] = std::current_exception();
        failed = true;
        slots.release();
        continue;
      }
      if (last_stage) {
        output[item->number] = item->value;
        slots.release();
      } else {
        line[s + 1].send(*item);
      }
    }
    if (--working[s] == 0 && !last_stage) line[s + 1].close();
  };

  std::vector<std::jthread> threads;
  for (std::size_t s = 0; s < stages.size(); ++s)
    for (unsigned w = 0; w < stages[s].workers; ++w)
      threads.emplace_back(worker, s);

  for (std::size_t i = 0; i < input.size(); ++i) {
    slots.acquire();
    if (failed) break;
    line[0].send({i, input[i]});
  }
  line[0].close();

  for (const auto& error : errors)
    if (error) std::rethrow_exception(error);
  threads.clear();
  return output;
}

}  // namespace course
