// One run of the compiler or of the linker, under limits: templates and
// constant expressions are a programming language too, and a program may well
// not end in it.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "sandbox/process.hpp"
#include "sandbox/toolchain.hpp"

namespace course::sandbox {

struct ToolRun {
  Ended ended;
  // Not empty: it did not come to an end of its own; the sentence to show.
  std::string refused;
  bool cancelled() const { return ended.how == End::cancelled; }
};

// `arguments`: the tool first. Runs in `folder`, which also holds what it
// leaves lying about. Throws CourseError if the tool cannot be started.
ToolRun run_tool(std::vector<std::string> arguments,
                 const std::filesystem::path& folder,
                 const std::atomic<bool>* cancel);

}  // namespace course::sandbox
