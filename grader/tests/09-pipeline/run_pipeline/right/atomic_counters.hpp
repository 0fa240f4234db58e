// expect: pass
// Neighbours wait for each other's counter, without a mutex.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

using Step = std::function<int(int)>;

class Progress {
 public:
  void advance() {
    done_.fetch_add(1, std::memory_order_release);
    done_.notify_all();
  }
  void wait_for(std::size_t n) const {
    std::size_t done;
    while ((done = done_.load(std::memory_order_acquire)) < n)
      done_.wait(done, std::memory_order_acquire);
  }

 private:
  std::atomic<std::size_t> done_{0};
};

struct Link {
  Progress sent, taken;
};

inline std::vector<int> run_pipeline(const std::vector<Step>& steps,
                                     const std::vector<int>& input,
                                     std::size_t capacity) {
  std::vector<int> items(input);
  std::vector<Link> links(steps.size());  // links[k] is before step k
  std::vector<std::future<void>> line;
  for (std::size_t k = 0; k < steps.size(); ++k)
    line.push_back(std::async(std::launch::async, [&, k] {
      const bool first = k == 0, last = k + 1 == steps.size();
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (!first) {
          links[k].sent.wait_for(i + 1);
          links[k].taken.advance();
        }
        items[i] = steps[k](items[i]);
        if (!last) {
          if (i >= capacity) links[k + 1].taken.wait_for(i + 1 - capacity);
          links[k + 1].sent.advance();
        }
      }
    }));
  for (auto& step : line) step.get();
  return items;
}

}  // namespace course
