#include "doctor/tools.hpp"

#include <doctest/doctest.h>

#include "course/test_folder.hpp"
#include "doctor/tool_checks.hpp"

using namespace course::doctor;

namespace {

const Compiler works{.tool = {"/usr/bin/g++", "12.2.0"},
                     .linker = "mold",
                     .linker_tool = {"/usr/bin/ld.mold", "1.10.1"},
                     .compile_seconds = 0.5};

State state(const Compiler& compiler) {
  return compiler_checks(compiler).front().state;
}

}  // namespace

TEST_CASE("versions are compared number by number") {
  CHECK(older("3.9.2", "3.25"));
  CHECK(older("11.4.0", "12"));
  CHECK_FALSE(older("12.2.0", "12"));
  CHECK_FALSE(older("3.25.1", "3.25"));
  CHECK_FALSE(older("3.31.0-rc2", "3.25"));
  CHECK_FALSE(older("", "12"));
}

TEST_CASE("a program is found in PATH, with its version") {
  const Tool make = find_tool("cmake");
  CHECK(make.path.ends_with("/cmake"));
  CHECK_FALSE(make.version.empty());
  CHECK(find_tool("no-such-program").path.empty());
}

TEST_CASE("a compiler that builds a worker is good") {
  const auto checks = compiler_checks(works);
  CHECK(checks[0].state == State::good);
  CHECK(checks[0].found ==
        "g++ 12.2.0 at /usr/bin/g++; builds a small worker in 0.5 s");
  CHECK(checks[1].state == State::good);
  CHECK(checks[1].found == "mold 1.10.1");
}

TEST_CASE("a compiler that is gone, old or fails keeps the course from use") {
  Compiler compiler = works;
  compiler.tool = {};
  CHECK(state(compiler) == State::failure);
  compiler = works;
  compiler.tool.version = "11.4.0";
  CHECK(state(compiler) == State::failure);
  compiler = works;
  compiler.fault = "cannot find ld";
  CHECK(state(compiler) == State::failure);
  CHECK(compiler_checks(compiler)[0].found.ends_with("cannot find ld"));
}

TEST_CASE("another linker will do") {
  Compiler compiler = works;
  compiler.linker = "";
  compiler.linker_tool = {"/usr/bin/ld", "2.40"};
  const Check check = compiler_checks(compiler)[1];
  CHECK(check.state == State::warning);
  CHECK(check.found.starts_with("the standard one, ld 2.40"));
}

TEST_CASE("tools that built the grader are missed only by the next build") {
  const Tool cmake{"/usr/bin/cmake", "3.25.1"},
      ninja{"/usr/bin/ninja", "1.11.1"};
  CHECK(build_tools_check(cmake, ninja, "3.25").found ==
        "CMake 3.25.1, Ninja 1.11.1");
  CHECK(build_tools_check(cmake, ninja, "3.25").state == State::good);
  CHECK(build_tools_check(cmake, {}, "3.25").state == State::warning);
  CHECK(build_tools_check({}, {}, "3.25").found == "no cmake, no ninja");
  CHECK(build_tools_check(cmake, ninja, "3.28").state == State::warning);
}

TEST_CASE("this machine's compiler builds a worker, a broken one says why") {
  const course::content::TestFolder scratch;
  course::sandbox::Toolchain toolchain = course::sandbox::default_toolchain();
  const Compiler compiler = try_compiler(toolchain, scratch.path());
  CHECK(compiler.fault == "");
  CHECK(state(compiler) == State::good);
  toolchain.compiler = "/bin/false";
  CHECK_FALSE(try_compiler(toolchain, scratch.path()).fault.empty());
  toolchain.compiler = "/nowhere/g++";
  CHECK(try_compiler(toolchain, scratch.path()).tool.path.empty());
}
