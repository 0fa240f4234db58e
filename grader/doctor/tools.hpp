// The programs that the course works with, tried out. Only facts: what they
// mean is said in tool_checks.hpp.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>

#include "sandbox/toolchain.hpp"

namespace course::doctor {

struct Tool {
  std::string path;     // empty: not found
  std::string version;  // "3.25.1"; empty: it does not say
};

// Looks for a program in PATH and asks for its version.
Tool find_tool(const std::string& name);

struct Compiler {
  Tool tool;
  std::string linker;  // as in -fuse-ld=: "mold"; empty: the standard one
  Tool linker_tool;
  // What they say about a small worker, compiled and linked with the flags of
  // submissions; empty: it is built.
  std::string fault = {};
  double compile_seconds = 0, link_seconds = 0;
};

// Builds the small worker in `scratch`.
Compiler try_compiler(sandbox::Toolchain, const std::filesystem::path& scratch,
                      const std::atomic<bool>* cancel = nullptr);

}  // namespace course::doctor
