// expect: wrong-result
// test: equal inputs are items of their own
// Each item has a thread of its own, and a semaphore keeps all but `workers` of
// them out of a stage.
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
  std::deque<std::counting_semaphore<>> places;
  for (const Stage& stage : stages) places.emplace_back(stage.workers);

  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < input.size(); ++i) {
    slots.acquire();
    if (failed) break;
    threads.emplace_back([&, i] {
      int value = input[i];
      for (std::size_t s = 0; s < stages.size() && !errors[i]; ++s) {
        places[s].acquire();
        try {
          value = stages[s].work(value);
        } catch (...) {
          errors[i] = std::current_exception();
          failed = true;
        }
        places[s].release();
      }
      output[i] = value;
      slots.release();
    });
  }
  threads.clear();

  for (const auto& error : errors)
    if (error) std::rethrow_exception(error);
  return output;
}

}  // namespace course
