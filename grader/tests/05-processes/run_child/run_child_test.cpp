#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions interrupted{.faults = fault_interrupt};
constexpr ExploreOptions no_process{.faults = fault_fork};

constexpr std::string_view result = "what run_child returns";
constexpr std::string_view other = "the exit code of the caller's other child";

// The caller goes on in one process only.
bool one_caller(const Outcome& o) {
  int back = 0;
  for (const auto& e : o.history()) back += e.key == "run_child is back";
  return back == 1;
}

}  // namespace

TEST_SUITE("05-processes/run_child") {
  TEST_CASE("it returns what the function returns") {
    for (const int code : {0, 7, 255}) {
      auto runs = explore("a function returns", {{"code", code}});
      CHECK(runs.every("one process goes on behind the call", one_caller));
      CHECK(runs.only("result", result, {{code}}));
      CHECK(runs.only("number", "a variable of the caller's", {{1}}));
    }
  }

  TEST_CASE("a function that throws gives 1") {
    for (const int number : {0, 1}) {
      auto runs = explore("a function throws", {{"number", number}});
      CHECK(runs.only("result", result, {{1}}));
    }
  }

  TEST_CASE("a function that is killed gives 128 and the signal") {
    for (const int signal : {9, 15}) {
      auto runs = explore("a function is killed", {{"signal", signal}});
      CHECK(runs.only("result", result, {{128 + signal}}));
    }
  }

  TEST_CASE("everything is printed once, in order") {
    for (const int throws : {0, 1}) {
      auto runs = explore("both print", {{"throws", throws}});
      CHECK(runs.only("output", "what is printed",
                      {{"before inside twice after"}}));
      CHECK(runs.only("result", result, {{throws}}));
    }
  }

  TEST_CASE("what the caller has registered for its exit does not run") {
    auto runs = explore("the caller has registered something for its exit");
    CHECK(runs.only("output", "what is printed", {{""}}));
    CHECK(runs.only("result", result, {{0}}));
  }

  TEST_CASE("another child of the caller is left alone") {
    auto runs = explore("the caller has another child");
    CHECK(runs.only("result", result, {{7}}));
    CHECK(runs.only("the other child", other, {{3}}));
  }

  TEST_CASE("two children one after the other") {
    auto runs = explore("two one after the other");
    CHECK(runs.only("results", "what the two calls return", {{1, 2}}));
  }

  TEST_CASE("an interrupted wait goes on") {
    auto runs = explore("a wait is interrupted", {}, interrupted);
    CHECK(runs.only("result", result, {{7}}));
  }

  TEST_CASE("if there is no process, it says so") {
    auto runs = explore("there may be no process", {}, no_process);
    CHECK(runs.only("result", result, {{7}, {"std::system_error"}}));
    CHECK(runs.only("the other child", other, {{3}}));
  }

  TEST_CASE("the caller's signals are as before") {
    auto runs = explore("the caller has a handler");
    CHECK(runs.only("result", result, {{7}}));
    CHECK(runs.only("as before", "the caller's handlers and masks", {{true}}));
  }
}
