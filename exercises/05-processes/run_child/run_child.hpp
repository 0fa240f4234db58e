#pragma once
#include <functional>
#include <stdexcept>
#include <system_error>

#include <sys/wait.h>
#include <unistd.h>

namespace course {

// Runs f in a new process and waits for it. Returns f's value (0..255), 1 if
// f threw, 128 + n if signal n killed the process. std::system_error if no
// process could be made.
inline int run_child(const std::function<int()>& f) {
  (void)f;
  throw std::logic_error("TODO: run_child");
}

}  // namespace course
