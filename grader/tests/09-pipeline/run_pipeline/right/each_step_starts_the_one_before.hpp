// expect: pass
// From behind: a step starts the one before it, pulls items from it, and joins
// it in the end. The end of the items is an empty optional in the queue.
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

using Step = std::function<int(int)>;
using Sink = std::function<void(std::optional<int>)>;

struct Line {
  const std::vector<Step>& steps;
  const std::vector<int>& input;
  std::size_t capacity;

  // Runs steps 0 to n - 1; what comes out of the last of them goes to the sink.
  void run(std::size_t n, const Sink& sink) const {
    std::thread thread([&] { work(n, sink); });
    thread.join();
  }

 private:
  void work(std::size_t n, const Sink& sink) const {
    const Step& step = steps[n - 1];
    if (n == 1) {
      for (int item : input) sink(step(item));
      sink(std::nullopt);
      return;
    }
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::optional<int>> queue;
    const Sink into_queue = [&](std::optional<int> item) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return !item || queue.size() < capacity; });
      queue.push_back(item);
      changed.notify_one();  // only the two of us use it
    };
    std::thread before([&] { work(n - 1, into_queue); });
    for (;;) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return !queue.empty(); });
      const std::optional<int> item = queue.front();
      queue.pop_front();
      changed.notify_one();
      lock.unlock();
      if (!item) break;
      sink(step(*item));
    }
    before.join();
    sink(std::nullopt);
  }
};

inline std::vector<int> run_pipeline(const std::vector<Step>& steps,
                                     const std::vector<int>& input,
                                     std::size_t capacity) {
  if (steps.empty()) return input;
  std::vector<int> output;
  Line{steps, input, capacity}.run(steps.size(), [&](std::optional<int> item) {
    if (item) output.push_back(*item);
  });
  return output;
}

}  // namespace course
