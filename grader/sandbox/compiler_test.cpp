#include "sandbox/compiler.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>
#include <thread>

#include "protocol/error.hpp"
#include "sandbox/process.hpp"

using namespace course::sandbox;
namespace fs = std::filesystem;

namespace {

constexpr const char* scenarios = R"text(#include "course_test.hpp"
#include "account.hpp"
#include "course_test_end.hpp"
COURSE_SIGNATURE("twice must be int(int)", int (*)(int), &course::twice);
COURSE_SIGNATURE("Account::balance must be int() const",
                 int (course::Account::*)() const, &course::Account::balance);
COURSE_SCENARIO("doubling") {
  course_test::observe("result", course::twice(21));
}
)text";

constexpr const char* right = R"text(#include <mutex>
namespace course {
class Account {
 public:
  int balance() const { return 0; }
};
inline int twice(int n) { return 2 * n; }
}
)text";

// A course of one exercise, in a folder that goes with it.
struct Course {
  Course() {
    std::string name = (fs::temp_directory_path() / "courseXXXXXX").string();
    folder = ::mkdtemp(name.data());
    toolchain.workers = folder / "workers";
    toolchain.runtime_object = COURSE_STUB_RUNTIME;
    toolchain.link_flags.push_back("-Wl,--unresolved-symbols=ignore-all");
    submission = {"02-locks/account", folder / "mine.hpp", "account.hpp",
                  folder / "account_scenarios.cpp"};
    std::ofstream(submission.scenarios) << scenarios;
  }
  ~Course() { fs::remove_all(folder); }

  Built build(const std::string& text) {
    std::ofstream(submission.file) << text;
    return course::sandbox::build(toolchain, submission);
  }

  int workers() const {
    int count = 0;
    for ([[maybe_unused]] const auto& entry :
         fs::directory_iterator(toolchain.workers))
      ++count;
    return count;
  }

  Toolchain toolchain = default_toolchain();
  fs::path folder;
  Submission submission;
};

std::string with(std::string text, std::string_view old, const char* now) {
  return text.replace(text.find(old), old.size(), now);
}

}  // namespace

TEST_CASE("the macros of a submission change nothing behind it") {
  Course course;
  const Built built = course.build(std::string(right) +
                                   "#undef COURSE_SCENARIO\n"
                                   "#define COURSE_SCENARIO(text) void f()\n"
                                   "#define Registration int\n"
                                   "#define string_view int\n"
                                   "#define static_cast reinterpret_cast\n"
                                   "#define requires &&\n"
                                   "#define true false\n");
  REQUIRE(built.ok);
  Command command;
  command.arguments = {built.worker.string()};
  CHECK(run(command).output == "doubling\n");
}

TEST_CASE("only the scenarios that are wanted are in the worker") {
  const auto listed = [](std::vector<std::string> wanted) {
    Course course;
    course.submission.wanted = std::move(wanted);
    const Built built = course.build(right);
    REQUIRE(built.ok);
    Command command;
    command.arguments = {built.worker.string()};
    return run(command).output;
  };
  CHECK(listed({"another one"}) == "");
  CHECK(listed({"another one", "doubling"}) == "doubling\n");
}

TEST_CASE("a submission becomes a worker, once for the same text") {
  Course course;
  const Built first = course.build(right);
  REQUIRE(first.ok);
  CHECK(first.refused == "");
  CHECK(first.diagnostics.empty());
  CHECK(!first.cached);
  CHECK(first.compile_seconds > 0);
  CHECK(first.link_seconds > 0);
  Command command;
  command.arguments = {first.worker.string()};
  CHECK(run(command).output == "doubling\n");
  CHECK(fs::exists(first.worker.parent_path() / "account.hpp"));

  const Built again = course.build(right);
  CHECK(again.ok);
  CHECK(again.cached);
  CHECK(again.worker == first.worker);

  SUBCASE("another text") {
    CHECK(!course.build(std::string(right) + "\n").cached);
  }
  SUBCASE("other scenarios") {
    std::ofstream(course.submission.scenarios, std::ios::app) << "\n";
    CHECK(!course.build(right).cached);
  }
  SUBCASE("another runtime") {
    course.toolchain.stamp += "x";
    CHECK(!course.build(right).cached);
  }
  SUBCASE("another flag, which works without the precompiled header too") {
    course.toolchain.compile_flags.push_back("-DNDEBUG=1");
    CHECK(course.build(right).ok);
    CHECK(course.workers() == 2);
  }
}

TEST_CASE("a submission that does not compile leaves nothing behind") {
  Course course;
  const Built built = course.build(with(right, "2 * n;", "2 * n"));
  CHECK(!built.ok);
  REQUIRE(built.diagnostics.size() == 1);
  CHECK(built.diagnostics[0].line == 7);
  CHECK(built.diagnostics[0].in_submission);
  CHECK(built.diagnostics[0].source ==
        "inline int twice(int n) { return 2 * n }");
  CHECK(course.workers() == 0);
}

TEST_CASE("of an empty file nothing else is said") {
  Course course;
  const Built built = course.build(" \n");
  CHECK(!built.ok);
  REQUIRE(built.diagnostics.size() == 1);
  CHECK(built.diagnostics[0].message == "the file is empty");
}

TEST_CASE("a wrong signature is told by its sentence") {
  Course course;
  const Built built = course.build(with(right, "balance() const", "balance()"));
  CHECK(!built.ok);
  REQUIRE(built.diagnostics.size() == 1);
  CHECK(built.diagnostics[0].message == "Account::balance must be int() const");
}

TEST_CASE("a function without definition is told by the linker") {
  Course course;
  const Built built = course.build(
      with(right, "inline int twice(int n) { return 2 * n; }",
           "int other(); inline int twice(int n) { return n * other(); }"));
  // The stub runtime has the linker ignore what is missing.
  CHECK(built.ok);
  course.toolchain.link_flags.pop_back();
  const Built refused = course.build(
      with(right, "inline int twice(int n) { return 2 * n; }",
           "int other(); inline int twice(int n) { return n * other(); }"));
  CHECK(!refused.ok);
  bool named = false;
  for (const auto& d : refused.diagnostics)
    named |=
        d.message == "'course::other()' is declared and used but never defined";
  CHECK(named);
}

TEST_CASE("a compiler that reaches a limit is stopped, with a sentence") {
  Course course;
  course.toolchain.compiler = COURSE_PROBE;
  course.toolchain.compile_flags = {"flood"};
  Built built = course.build(right);
  CHECK(!built.ok);
  CHECK(built.refused ==
        "the compiler is stopped: it prints or starts too much");
  course.toolchain.compile_flags = {"signal", "11"};
  built = course.build(right);
  CHECK(!built.ok);
  CHECK(built.refused == "the compiler is ended by signal 11");
  course.toolchain.compile_flags = {"exit", "1"};  // fails without a word
  built = course.build(right);
  CHECK(!built.ok);
  CHECK(built.diagnostics.size() == 1);
  CHECK(course.workers() == 0);
}

TEST_CASE("concurrent builds of the same text give the same worker") {
  Course course;
  std::ofstream(course.submission.file) << right;
  Built built[3];
  {
    std::vector<std::jthread> threads;
    for (Built& b : built)
      threads.emplace_back([&course, &b] {
        b = course::sandbox::build(course.toolchain, course.submission);
      });
  }
  for (const Built& b : built) {
    CHECK(b.ok);
    CHECK(b.worker == built[0].worker);
  }
  CHECK(course.workers() == 1);
}

TEST_CASE("a build can be cancelled") {
  Course course;
  std::ofstream(course.submission.file) << right;
  const std::atomic<bool> cancel{true};
  const Built built = build(course.toolchain, course.submission, &cancel);
  CHECK(!built.ok);
  CHECK(built.cancelled);
  CHECK(course.workers() == 0);
}

TEST_CASE("a course or machine that cannot build is a CourseError") {
  Course course;
  CHECK_THROWS_AS(build(course.toolchain, course.submission),
                  course::protocol::CourseError);  // no such file yet
  course.toolchain.compiler = "/nowhere/g++";
  CHECK_THROWS_AS(course.build(right), course::protocol::CourseError);
}
