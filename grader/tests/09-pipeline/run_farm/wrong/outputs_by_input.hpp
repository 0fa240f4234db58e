// expect: wrong-result
// test: equal inputs are items of their own
// The outputs are looked up by the value of the input: equal inputs get the
// same one.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace course {
struct Stage {
  std::function<int(int)> work;
  unsigned workers = 1;
};
inline std::vector<int> run_farm(const std::vector<Stage>& stages,
                                 const std::vector<int>& input,
                                 std::size_t max_in_flight) {
  if (stages.empty()) return input;
  const std::size_t n = stages.size();
  struct Item {
    std::size_t number;
    int value;
  };
  std::mutex m;
  std::condition_variable c;
  std::vector<std::deque<Item>> q(n);
  std::vector<unsigned> left(n);
  std::size_t next = 0, inside = 0;
  std::size_t bad = std::numeric_limits<std::size_t>::max();
  std::exception_ptr error;
  std::map<int, int> res;
  std::vector<int> out(input.size());
  auto worker = [&](std::size_t s) {
    std::unique_lock l(m);
    for (;;) {
      std::optional<Item> item;
      if (s == 0) {
        c.wait(l, [&] {
          return error || next == input.size() || inside < max_in_flight;
        });
        if (error || next == input.size()) break;
        item = Item{next, input[next]};
        ++next;
        ++inside;
      } else {
        c.wait(l, [&] { return !q[s].empty() || left[s - 1] == 0; });
        if (q[s].empty()) break;
        item = q[s].front();
        q[s].pop_front();
      }
      l.unlock();
      std::exception_ptr e;
      try {
        item->value = stages[s].work(item->value);
      } catch (...) {
        e = std::current_exception();
      }
      l.lock();
      if (e) {
        if (item->number < bad) {
          bad = item->number;
          error = e;
        }
        --inside;
      } else if (s + 1 < n) {
        q[s + 1].push_back(*item);
      } else {
        res[input[item->number]] = item->value;
        --inside;
      }
      c.notify_all();
    }
    --left[s];
    c.notify_all();
  };
  std::vector<std::thread> ts;
  for (std::size_t s = 0; s < n; ++s) left[s] = stages[s].workers;
  for (std::size_t s = 0; s < n; ++s)
    for (unsigned k = 0; k < stages[s].workers; ++k) ts.emplace_back(worker, s);
  for (auto& t : ts) t.join();
  if (error) std::rethrow_exception(error);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = res[input[i]];
  return out;
}
}  // namespace course
