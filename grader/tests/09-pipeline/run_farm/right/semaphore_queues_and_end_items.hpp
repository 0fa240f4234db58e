// A channel is a lock and a semaphore that counts its items. The end is an item
// of its own, one for each worker of the next stage, sent by the last worker.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <semaphore>
#include <vector>

namespace course {

struct Stage {
  std::function<int(int)> work;  // may throw
  unsigned workers = 1;          // threads of this stage
};

namespace farm {

struct Item {
  bool end;
  std::size_t number;
  int value;
};

class Channel {
 public:
  void send(Item item) {
    {
      std::lock_guard lock(mutex_);
      items_.push_back(item);
    }
    count_.release();
  }

  Item receive() {
    count_.acquire();
    std::lock_guard lock(mutex_);
    const Item item = items_.front();
    items_.pop_front();
    return item;
  }

 private:
  std::mutex mutex_;
  std::deque<Item> items_;
  std::counting_semaphore<> count_{0};
};

}  // namespace farm

inline std::vector<int> run_farm(const std::vector<Stage>& stages,
                                 const std::vector<int>& input,
                                 std::size_t max_in_flight) {
  if (stages.empty()) return input;
  std::vector<int> output(input.size());
  std::vector<std::exception_ptr> errors(input.size());
  std::atomic_flag failed;
  std::counting_semaphore<> slots(static_cast<std::ptrdiff_t>(max_in_flight));
  std::vector<farm::Channel> line(stages.size());
  const auto end_stage = [&](std::size_t s) {
    for (unsigned w = 0; w < stages[s].workers; ++w) line[s].send({true, 0, 0});
  };

  std::vector<std::future<void>> workers;
  for (std::size_t s = 0; s < stages.size(); ++s) {
    const auto left =
        std::make_shared<std::atomic<unsigned>>(stages[s].workers);
    for (unsigned w = 0; w < stages[s].workers; ++w)
      workers.push_back(std::async(std::launch::async, [&, s, left] {
        for (auto item = line[s].receive(); !item.end;
             item = line[s].receive()) {
          try {
            item.value = stages[s].work(item.value);
          } catch (...) {
            errors[item.number] = std::current_exception();
            failed.test_and_set();
            slots.release();
            continue;
          }
          if (s + 1 < stages.size()) {
            line[s + 1].send(item);
          } else {
            output[item.number] = item.value;
            slots.release();
          }
        }
        if (left->fetch_sub(1) == 1 && s + 1 < stages.size()) end_stage(s + 1);
      }));
  }

  for (std::size_t i = 0; i < input.size(); ++i) {
    slots.acquire();
    if (failed.test()) break;
    line[0].send({false, i, input[i]});
  }
  end_stage(0);
  workers.clear();  // the future of an async waits for its thread
  for (const auto& error : errors)
    if (error) std::rethrow_exception(error);
  return output;
}

}  // namespace course
