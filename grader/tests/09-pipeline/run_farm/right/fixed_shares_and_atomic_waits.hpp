// No queues: worker w of a stage does the items w, w + workers, ..., and waits
// until each of them has come through the stage before. Items enter one after
// the other, each when it is its turn and there is a slot.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <semaphore>
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
  const std::size_t n = input.size();
  std::vector<int> values = input;
  std::vector<std::exception_ptr> errors(n);
  std::vector<std::atomic<std::size_t>> stages_done(n);
  std::atomic<std::size_t> turn = 0;
  std::atomic<bool> failed = false;
  std::counting_semaphore<> slots(static_cast<std::ptrdiff_t>(max_in_flight));
  constexpr std::size_t gone = static_cast<std::size_t>(-1);

  // False: it does not enter any more.
  const auto enter = [&](std::size_t i) {
    for (std::size_t t = turn; t != i; t = turn) turn.wait(t);
    slots.acquire();
    const bool stop = failed;
    if (stop) slots.release();
    turn = i + 1;
    turn.notify_all();
    return !stop;
  };
  const auto done = [&](std::size_t i, std::size_t stage) {
    stages_done[i] = stage;
    stages_done[i].notify_all();
  };

  const auto work = [&](std::size_t s, unsigned w) {
    for (std::size_t i = w; i < n; i += stages[s].workers) {
      if (s == 0) {
        if (!enter(i)) {
          done(i, gone);
          continue;
        }
      } else {
        std::size_t d;
        while ((d = stages_done[i]) < s) stages_done[i].wait(d);
        if (d == gone) continue;
      }
      try {
        values[i] = stages[s].work(values[i]);
        if (s + 1 == stages.size()) slots.release();
        done(i, s + 1);
      } catch (...) {
        errors[i] = std::current_exception();
        failed = true;
        slots.release();
        done(i, gone);
      }
    }
  };

  std::vector<std::jthread> threads;
  for (std::size_t s = 0; s < stages.size(); ++s)
    for (unsigned w = 0; w < stages[s].workers; ++w)
      threads.emplace_back(work, s, w);
  threads.clear();
  for (const auto& error : errors)
    if (error) std::rethrow_exception(error);
  return values;
}

}  // namespace course
