// The caller is the last worker of the last stage, and looks for work in turns
// with a pause: waiting may cost.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
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
  std::mutex mutex;
  std::vector<std::deque<Item>> waiting(stages.size());
  std::vector<int> output(input.size());
  std::vector<std::exception_ptr> errors(input.size());
  std::size_t next = 0, in_flight = 0;
  bool failed = false;

  // The caller holds the mutex. The first stage takes from the input itself.
  const auto take = [&](std::size_t s, Item& item) {
    if (s == 0) {
      if (next == input.size() || failed || in_flight == max_in_flight)
        return false;
      item = {next, input[next]};
      ++next;
      ++in_flight;
      return true;
    }
    if (waiting[s].empty()) return false;
    item = waiting[s].front();
    waiting[s].pop_front();
    return true;
  };

  const auto work = [&](std::size_t s) {
    std::unique_lock lock(mutex);
    while (in_flight > 0 || (next < input.size() && !failed)) {
      Item item;
      if (!take(s, item)) {
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::microseconds(50));
        lock.lock();
        continue;
      }
      lock.unlock();
      std::exception_ptr error;
      try {
        item.value = stages[s].work(item.value);
      } catch (...) {
        error = std::current_exception();
      }
      lock.lock();
      if (!error && s + 1 < stages.size()) {
        waiting[s + 1].push_back(item);
        continue;
      }
      output[item.number] = item.value;
      errors[item.number] = error;
      failed = failed || error;
      --in_flight;
    }
  };

  std::vector<std::thread> threads;
  for (std::size_t s = 0; s < stages.size(); ++s)
    for (unsigned w = s + 1 == stages.size(); w < stages[s].workers; ++w)
      threads.emplace_back(work, s);
  work(stages.size() - 1);
  for (auto& thread : threads) thread.join();
  for (const auto& error : errors)
    if (error) std::rethrow_exception(error);
  return output;
}

}  // namespace course
