#include "doctor/tools.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "protocol/error.hpp"
#include "sandbox/compiler.hpp"
#include "sandbox/process.hpp"

namespace course::doctor {
namespace {

namespace fs = std::filesystem;

constexpr const char* header = R"(#pragma once
namespace course {
inline int answer() { return 42; }
}
)";
constexpr const char* scenarios = R"(#include "course_test.hpp"
#include "doctor.hpp"
#include "course_test_end.hpp"
COURSE_SCENARIO("an answer") {
  course_test::observe("answer", course::answer());
}
)";

std::string path_variable() {
  const char* path = getenv("PATH");
  return path ? path : "/usr/bin:/bin";
}

// The first line that it prints; empty if it fails.
std::string first_line(const std::string& program,
                       const std::string& argument) {
  sandbox::Command command;
  command.arguments = {program, argument};
  command.environment = {"PATH=" + path_variable(), "LC_ALL=C"};
  const sandbox::Ended ended = sandbox::run(command);
  if (ended.how != sandbox::End::exited || ended.code != 0) return "";
  return ended.output.substr(0, ended.output.find('\n'));
}

// The last word that begins with a digit, without brackets: "cmake version
// 3.25.1", "mold 1.10.1 (compatible with GNU ld)", "GNU ld (...) 2.40".
std::string version_in(const std::string& line) {
  std::istringstream words(line);
  std::string version;
  for (std::string word; words >> word;)
    if (word.front() >= '0' && word.front() <= '9') version = word;
  return version;
}

Tool tool_at(const std::string& path) {
  if (path.empty()) return {};
  return {path, version_in(first_line(path, "--version"))};
}

std::string linker_of(const sandbox::Toolchain& toolchain) {
  const std::string option = "-fuse-ld=";
  std::string linker;
  for (const std::string& flag : toolchain.link_flags)
    if (flag.starts_with(option)) linker = flag.substr(option.size());
  return linker;
}

// What keeps the small worker from being built; empty: nothing.
std::string fault_of(const sandbox::Built& built) {
  if (built.ok) return "";
  if (!built.refused.empty()) return built.refused;
  if (built.diagnostics.empty()) return "it fails without a message";
  return built.diagnostics.front().message;
}

}  // namespace

Tool find_tool(const std::string& name) {
  return tool_at(sandbox::find_program(name));
}

Compiler try_compiler(sandbox::Toolchain toolchain, const fs::path& scratch,
                      const std::atomic<bool>* cancel) {
  Compiler compiler;
  if (access(toolchain.compiler.c_str(), X_OK) != 0) return compiler;
  compiler.tool = {toolchain.compiler,
                   first_line(toolchain.compiler, "-dumpfullversion")};
  compiler.linker = linker_of(toolchain);
  const std::string program =
      compiler.linker.empty() ? "ld" : "ld." + compiler.linker;
  const std::string linker =
      first_line(toolchain.compiler, "-print-prog-name=" + program);
  // A mere name: the compiler itself looks in PATH.
  compiler.linker_tool =
      tool_at(linker == program ? sandbox::find_program(program) : linker);

  std::ofstream(scratch / "doctor.hpp") << header;
  std::ofstream(scratch / "doctor_scenarios.cpp") << scenarios;
  toolchain.workers = scratch / "workers";
  try {
    const sandbox::Built built =
        sandbox::build(toolchain,
                       {"doctor", scratch / "doctor.hpp", "doctor.hpp",
                        scratch / "doctor_scenarios.cpp"},
                       cancel);
    compiler.fault = fault_of(built);
    compiler.compile_seconds = built.compile_seconds;
    compiler.link_seconds = built.link_seconds;
  } catch (const protocol::CourseError& error) {
    compiler.fault = error.found;
  }
  return compiler;
}

}  // namespace course::doctor
