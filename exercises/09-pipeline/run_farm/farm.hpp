#pragma once

#include <cstddef>
#include <functional>
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
// TODO: feed the line, let the workers work, and collect the results.
inline std::vector<int> run_farm(const std::vector<Stage>& stages,
                                 const std::vector<int>& input,
                                 std::size_t max_in_flight) {
  (void)stages;
  (void)input;
  (void)max_in_flight;
  throw std::logic_error("TODO: run_farm");
}

}  // namespace course
