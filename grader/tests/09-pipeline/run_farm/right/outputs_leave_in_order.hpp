// The last stage sorts what it has done, and an item keeps its slot until it is
// its turn: so no more than max_in_flight items ever wait for the slow one.
// Each queue knows how many still send to it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

namespace course {

struct Stage {
  std::function<int(int)> work;  // may throw
  unsigned workers = 1;          // threads of this stage
};

inline std::vector<int> run_farm(const std::vector<Stage>& stages,
                                 const std::vector<int>& input,
                                 std::size_t max_in_flight) {
  if (stages.empty()) return input;
  struct Item {
    std::size_t number;
    int value;
  };
  struct Line {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Item> items;
    unsigned senders = 1;
  };
  std::vector<Line> line(stages.size());
  for (std::size_t s = 1; s < stages.size(); ++s)
    line[s].senders = stages[s - 1].workers;
  const auto send = [&](std::size_t s, Item item) {
    std::lock_guard lock(line[s].mutex);
    line[s].items.push_back(item);
    line[s].changed.notify_one();
  };
  const auto sender_ends = [&](std::size_t s) {
    std::lock_guard lock(line[s].mutex);
    if (--line[s].senders == 0) line[s].changed.notify_all();
  };

  using Result = std::variant<int, std::exception_ptr>;
  std::mutex end_mutex;
  std::condition_variable left;
  std::map<std::size_t, Result> early;  // results that are not next
  std::vector<int> output;
  std::exception_ptr error;
  bool failed = false;
  std::size_t out = 0;  // items that have left
  const auto leave = [&](std::size_t number, Result result) {
    std::lock_guard lock(end_mutex);
    if (result.index() == 1) failed = true;
    early[number] = result;
    for (; early.contains(out); ++out) {
      const auto first = early.extract(out);
      if (const int* value = std::get_if<int>(&first.mapped()))
        output.push_back(*value);
      else if (!error)
        error = std::get<std::exception_ptr>(first.mapped());
    }
    left.notify_one();
  };

  const auto work = [&](std::size_t s) {
    Line& in = line[s];
    const bool last = s + 1 == stages.size();
    while (true) {
      std::unique_lock lock(in.mutex);
      in.changed.wait(lock, [&] { return !in.items.empty() || !in.senders; });
      if (in.items.empty()) break;
      Item item = in.items.front();
      in.items.pop_front();
      lock.unlock();
      try {
        item.value = stages[s].work(item.value);
        if (last)
          leave(item.number, item.value);
        else
          send(s + 1, item);
      } catch (...) {
        leave(item.number, std::current_exception());
      }
    }
    if (!last) sender_ends(s + 1);
  };

  {
    std::vector<std::jthread> threads;
    for (std::size_t s = 0; s < stages.size(); ++s)
      for (unsigned w = 0; w < stages[s].workers; ++w)
        threads.emplace_back(work, s);
    for (std::size_t i = 0; i < input.size(); ++i) {
      std::unique_lock lock(end_mutex);
      left.wait(lock, [&] { return i - out < max_in_flight; });
      if (failed) break;
      lock.unlock();
      send(0, {i, input[i]});
    }
    sender_ends(0);
  }
  if (error) std::rethrow_exception(error);
  return output;
}

}  // namespace course
