// There is no feeder: a worker of the first stage waits for a slot and takes
// the next input under one lock. The caller joins stage by stage, and closes
// the next channel when a stage is gone, so nobody counts workers.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <semaphore>
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

struct Channel {
  std::mutex mutex;
  std::condition_variable changed;
  std::list<Item> items;
  bool closed = false;

  void send(Item item) {
    std::lock_guard lock(mutex);
    items.push_back(item);
    changed.notify_one();
  }

  std::optional<Item> receive() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return !items.empty() || closed; });
    if (items.empty()) return std::nullopt;
    const Item item = items.front();
    items.pop_front();
    return item;
  }

  void close() {
    std::lock_guard lock(mutex);
    closed = true;
    changed.notify_all();
  }
};

}  // namespace farm

inline std::vector<int> run_farm(const std::vector<Stage>& stages,
                                 const std::vector<int>& input,
                                 std::size_t max_in_flight) {
  std::vector<int> output = input;
  std::counting_semaphore<> slots(static_cast<std::ptrdiff_t>(max_in_flight));
  std::vector<farm::Channel> line(stages.size());
  std::mutex error_mutex;
  std::size_t lowest = input.size();  // that threw
  std::exception_ptr error;

  std::mutex feed_mutex;
  std::size_t next = 0;
  const auto feed = [&]() -> std::optional<farm::Item> {
    std::lock_guard feeding(feed_mutex);
    if (next == input.size()) return std::nullopt;
    slots.acquire();
    std::lock_guard lock(error_mutex);
    if (error) {
      slots.release();
      return std::nullopt;
    }
    const std::size_t i = next++;
    return farm::Item{i, input[i]};
  };

  const auto work = [&](std::size_t s) {
    while (auto item = s == 0 ? feed() : line[s].receive()) {
      try {
        const int value = stages[s].work(item->value);
        if (s + 1 < stages.size()) {
          line[s + 1].send({item->number, value});
          continue;
        }
        output[item->number] = value;
      } catch (...) {
        std::lock_guard lock(error_mutex);
        if (item->number < lowest) {
          lowest = item->number;
          error = std::current_exception();
        }
      }
      slots.release();
    }
  };

  std::vector<std::vector<std::thread>> threads(stages.size());
  for (std::size_t s = 0; s < stages.size(); ++s)
    for (unsigned w = 0; w < stages[s].workers; ++w)
      threads[s].emplace_back(work, s);
  for (std::size_t s = 0; s < stages.size(); ++s) {
    for (auto& thread : threads[s]) thread.join();
    if (s + 1 < stages.size()) line[s + 1].close();
  }
  if (error) std::rethrow_exception(error);
  return output;
}

}  // namespace course
