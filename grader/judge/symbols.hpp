// Program counters of a worker, as functions and lines. Wraps libbacktrace.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "protocol/trace.hpp"

struct backtrace_state;

namespace course::judge {

class Symbols {
 public:
  // `program`: a position-dependent executable. `submission`, `scenarios`: base names of the two files
  // whose code is shown.
  Symbols(const std::string& program, std::string submission, std::string scenarios);

  // The frames of one return address, inlined calls first.
  const std::vector<protocol::Frame>& at(std::uint64_t return_address);
  protocol::Stack stack(const std::vector<std::uint64_t>& return_addresses);

 private:
  protocol::Frame frame(const char* file, int line, const char* function) const;

  std::string program_, submission_, scenarios_;
  backtrace_state* state_;
  std::map<std::uint64_t, std::vector<protocol::Frame>> known_;
};

// "course::transfer" of "_ZN6course8transferERNS_7AccountES1_i": demangled, without parameters.
std::string readable_function(const char* mangled);

}  // namespace course::judge
