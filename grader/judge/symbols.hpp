// Program counters of a worker, as functions and lines.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "protocol/trace.hpp"

namespace course::judge {

// Symbolises with libbacktrace, in a process of its own: what that library
// reads it never frees, and the debug information comes from a file that was
// made from a submission.
class Symbols {
 public:
  // `program`: a position-dependent executable. `submission`, `scenarios`: base
  // names of the files whose code is shown.
  Symbols(std::string program, std::set<std::string> submission,
          std::string scenarios)
      : program_(std::move(program)),
        submission_(std::move(submission)),
        scenarios_(std::move(scenarios)) {}

  // The frames of return addresses, innermost first, inlined calls included. An
  // address that resolve() has not seen has none yet, and is looked up by the
  // next resolve().
  protocol::Stack stack(const std::vector<std::uint64_t>& return_addresses);

  // Looks up all addresses asked for so far.
  void resolve();

  // The program's variables that these addresses lie in: globals, statics of
  // classes and of functions; not the libraries'. Names without scopes.
  std::vector<protocol::Region> variables(
      const std::set<std::uint64_t>& addresses) const;

 private:
  protocol::Frame frame(const std::string& file, int line,
                        const std::string& function) const;

  std::string program_;
  std::set<std::string> submission_;
  std::string scenarios_;
  std::map<std::uint64_t, protocol::Stack> known_;
  std::set<std::uint64_t> asked_;
};

// "calls" of "_ZZN6course7lookupsEiE5calls"; empty for what is the compiler's
// or a library's.
std::string readable_variable(const char* mangled);

// "course::transfer" of "_ZN6course8transferERNS_7AccountES1_i": demangled,
// without parameters.
std::string readable_function(const char* mangled);

}  // namespace course::judge
