// expect: wrong-result
// test: two workers, then one: the outputs come in order
// Each stage does all items before the next one starts.
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

  std::vector<int> output = input;
  std::vector<std::exception_ptr> errors(input.size());
  std::counting_semaphore<> slots(static_cast<std::ptrdiff_t>(max_in_flight));
  for (const Stage& stage : stages) {
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> threads;
    for (unsigned w = 0; w < stage.workers; ++w)
      threads.emplace_back([&] {
        for (std::size_t i = next++; i < input.size(); i = next++) {
          slots.acquire();
          try {
            if (!errors[i]) output[i] = stage.work(output[i]);
          } catch (...) {
            errors[i] = std::current_exception();
          }
          slots.release();
        }
      });
  }
  for (const auto& error : errors)
    if (error) std::rethrow_exception(error);
  return output;
}

}  // namespace course
