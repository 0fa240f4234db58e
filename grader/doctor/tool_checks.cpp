#include "doctor/tool_checks.hpp"

#include <fmt/format.h>

#include <sstream>

namespace course::doctor {
namespace {

constexpr const char* oldest_compiler = "12";
constexpr const char* newer_system = "use Debian 12, Ubuntu 24.04 or newer";
constexpr const char* build_anew = "rm -r build, then ./course doctor";

std::vector<int> numbers(const std::string& version) {
  std::vector<int> parts;
  std::istringstream in(version);
  char dot;
  for (int part; in >> part; in >> dot) parts.push_back(part);
  return parts;
}

// "g++ 12.2.0"
std::string label(const std::string& name, const Tool& tool) {
  return tool.version.empty() ? name : name + " " + tool.version;
}

Check compiler_check(const Compiler& compiler) {
  Check check{.name = "compiler", .state = State::failure};
  const Tool& tool = compiler.tool;
  check.found = label("g++", tool) + " at " + tool.path;
  if (tool.path.empty()) {
    check.found = "the compiler that the build was made with is gone";
    check.do_this =
        fmt::format("as root: apt-get install g++; then {}", build_anew);
  } else if (older(tool.version, oldest_compiler)) {
    check.found += fmt::format(", older than {}", oldest_compiler);
    check.do_this = newer_system;
  } else if (!compiler.fault.empty()) {
    check.found += "; a small worker is not built: " + compiler.fault;
    check.do_this = fmt::format(
        "{} (the compiler may have been updated since the build)", build_anew);
  } else {
    check.state = State::good;
    check.found +=
        fmt::format("; builds a small worker in {:.1f} s",
                    compiler.compile_seconds + compiler.link_seconds);
  }
  check.details = {{"path", tool.path},
                   {"version", tool.version},
                   {"compile_seconds", compiler.compile_seconds},
                   {"link_seconds", compiler.link_seconds}};
  return check;
}

Check linker_check(const Compiler& compiler) {
  Check check{.name = "linker"};
  if (compiler.linker.empty()) {
    check.state = State::warning;
    check.found = label("the standard one, ld", compiler.linker_tool) +
                  ": each check takes a little longer";
    check.do_this = "as root: apt-get install mold; then rm -r build";
  } else if (compiler.linker_tool.path.empty()) {
    // If it cannot be done without, the compiler has failed already.
    check.state = State::warning;
    check.found = compiler.linker + ", chosen by the build, is gone";
    check.do_this = fmt::format("as root: apt-get install {}; or {}",
                                compiler.linker, build_anew);
  } else {
    check.found = label(compiler.linker, compiler.linker_tool);
  }
  return check;
}

}  // namespace

bool older(const std::string& version, const std::string& needed) {
  return !version.empty() && numbers(version) < numbers(needed);
}

std::vector<Check> compiler_checks(const Compiler& compiler) {
  return {compiler_check(compiler), linker_check(compiler)};
}

// A warning at most: what is to be built has been built.
Check build_tools_check(const Tool& cmake, const Tool& ninja,
                        const std::string& needed) {
  Check check{.name = "build-tools", .state = State::warning};
  const std::string consequence = "; the grader is not built again without";
  if (cmake.path.empty() || ninja.path.empty()) {
    check.found = cmake.path.empty() ? "no cmake" : "no ninja";
    if (cmake.path.empty() && ninja.path.empty()) check.found += ", no ninja";
    check.do_this = "as root: apt-get install cmake ninja-build" + consequence;
  } else if (older(cmake.version, needed)) {
    check.found =
        fmt::format("{}, older than {}", label("CMake", cmake), needed);
    check.do_this = newer_system + consequence;
  } else {
    check.state = State::good;
    check.found = label("CMake", cmake) + ", " + label("Ninja", ninja);
  }
  return check;
}

}  // namespace course::doctor
