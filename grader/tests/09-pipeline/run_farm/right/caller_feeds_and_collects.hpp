// The caller knows how many items are in the line: it sends one if there is
// room, and otherwise takes what comes out at the end, results and errors.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>
#include <utility>
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
  std::exception_ptr error = nullptr;
};

struct Channel {
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<Item> items;
  bool closed = false;

  void send(Item item) {
    {
      std::lock_guard lock(mutex);
      items.push(std::move(item));
    }
    changed.notify_one();
  }

  std::optional<Item> receive() {
    std::unique_lock lock(mutex);
    while (items.empty() && !closed) changed.wait(lock);
    if (items.empty()) return std::nullopt;
    Item item = std::move(items.front());
    items.pop();
    return item;
  }

  void close() {
    {
      std::lock_guard lock(mutex);
      closed = true;
    }
    changed.notify_all();
  }
};

}  // namespace farm

inline std::vector<int> run_farm(const std::vector<Stage>& stages,
                                 const std::vector<int>& input,
                                 std::size_t max_in_flight) {
  // One more than there are stages: the last one leads back to the caller.
  std::vector<farm::Channel> line(stages.size() + 1);
  std::vector<std::thread> threads;
  for (std::size_t s = 0; s < stages.size(); ++s)
    for (unsigned w = 0; w < stages[s].workers; ++w)
      threads.emplace_back([&, s] {
        while (auto item = line[s].receive()) {
          try {
            if (!item->error) item->value = stages[s].work(item->value);
          } catch (...) {
            item->error = std::current_exception();
          }
          line[s + 1].send(std::move(*item));
        }
      });

  std::vector<int> output(input.size());
  std::map<std::size_t, std::exception_ptr> errors;
  std::size_t next = 0, in_flight = 0;
  while (true) {
    const bool more = next < input.size() && errors.empty();
    if (more && in_flight < max_in_flight) {
      line.front().send({next, input[next]});
      ++next;
      ++in_flight;
    } else if (in_flight > 0) {
      farm::Item item = *line.back().receive();
      --in_flight;
      if (item.error)
        errors[item.number] = item.error;
      else
        output[item.number] = item.value;
    } else {
      break;
    }
  }
  for (auto& channel : line) channel.close();
  for (auto& thread : threads) thread.join();
  if (!errors.empty()) std::rethrow_exception(errors.begin()->second);
  return output;
}

}  // namespace course
