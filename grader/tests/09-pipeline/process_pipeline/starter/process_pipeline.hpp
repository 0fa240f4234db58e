#pragma once
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <vector>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace course {

using ProcessStep = std::function<std::int64_t(std::int64_t)>;

// Like run_pipeline, but every step is a process of its own and neighbours are
// connected by pipes. std::runtime_error if a step's process did not end well.
// Any number of inputs; no process and no descriptor is left behind.
inline std::vector<std::int64_t> process_pipeline(
    const std::vector<ProcessStep>& steps,
    const std::vector<std::int64_t>& input) {
  (void)steps;
  (void)input;
  throw std::logic_error("TODO: process_pipeline");
}

}  // namespace course
