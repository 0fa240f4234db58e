#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions no_process{.faults = fault_fork};
constexpr ExploreOptions both_inside{
    .meeting = "two processes that were started run one after the other"};

constexpr std::string_view code = "the exit code";
constexpr std::string_view other = "the exit code of the caller's other child";
constexpr std::int64_t none = 1000;  // no exit code

// Calls of the scenarios, by number.
enum Call { join, join_for, is_alive, exitcode, terminate };

bool happens_once(const Outcome& o, std::string_view key) {
  int count = 0;
  for (const auto& e : o.history()) count += e.key == key;
  return count == 1;
}

bool at_most_10_ms_late(const Outcome& o, std::int64_t due) {
  return o.integer("milliseconds") >= due &&
         o.integer("milliseconds") <= due + 10;
}

}  // namespace

TEST_SUITE("05-processes/process") {
  TEST_CASE("it runs the target once it is started, and knows its exit code") {
    for (const int wanted : {0, 7, 255}) {
      auto runs = explore("a target returns", {{"code", wanted}});
      CHECK(runs.every("nothing runs before start()", [](const Outcome& o) {
        return o.history().at(0).key == "start";
      }));
      CHECK(runs.every(
          "one process goes on behind start()",
          [](const Outcome& o) { return happens_once(o, "start is back"); }));
      CHECK(runs.every("the target runs once", [](const Outcome& o) {
        return happens_once(o, "inside");
      }));
      CHECK(runs.only("exit code", code, {{wanted}}));
      CHECK(runs.only("number", "a variable of the caller's", {{1}}));
    }
  }

  TEST_CASE("its number is the child's, and -1 before") {
    auto runs = explore("a target returns", {{"code", 7}});
    CHECK(runs.only("before", "pid(), is_alive(), exitcode() before start()",
                    {{-1, false, none}}));
    CHECK(runs.every("pid() is what getpid() is in the target",
                     [](const Outcome& o) {
                       for (const auto& e : o.history())
                         if (e.key == "inside") return e.values == o["pid"];
                       return false;
                     }));
  }

  TEST_CASE("a target that throws gives 1") {
    for (const int number : {0, 1}) {
      auto runs = explore("a target throws", {{"number", number}});
      CHECK(runs.only("exit code", code, {{1}}));
    }
  }

  TEST_CASE("a target that is killed gives minus the signal") {
    for (const int signal : {9, 15}) {
      auto runs = explore("a target is killed", {{"signal", signal}});
      CHECK(runs.only("exit code", code, {{-signal}}));
    }
  }

  TEST_CASE("everything is printed once, in order") {
    for (const int throws : {0, 1}) {
      auto runs = explore("both print", {{"throws", throws}});
      CHECK(runs.only("output", "what is printed", {{"before inside after"}}));
    }
  }

  TEST_CASE("two processes run at the same time") {
    auto runs = explore("two wait for each other", {}, both_inside);
    CHECK(runs.only("exit codes", "the exit codes", {{1, 2}}));
  }

  TEST_CASE("it may be asked while it runs") {
    auto runs = explore("asked while it runs");
    CHECK(runs.only("while it runs",
                    "is_alive(), exitcode(), join_for(0) while it runs",
                    {{true, none, false}}));
    CHECK(runs.only("milliseconds", "the milliseconds that join_for(0) takes",
                    {{0}}));
    CHECK(runs.only("after join",
                    "is_alive(), exitcode(), join_for(0) after join()",
                    {{false, 5, true}}));
  }

  TEST_CASE("it may be asked anything in any order when it has ended") {
    struct Answer {
      Call call;
      std::string_view name;
      Value answer;
    };
    for (const auto& [first, name, answer] :
         {Answer{is_alive, "is_alive()", false},
          Answer{exitcode, "exitcode()", 7},
          Answer{join_for, "join_for(50)", true}, Answer{join, "join()", 0}}) {
      auto runs = explore("asked when it has ended", {{"first", first}});
      for (const char* key : {"answer", "and again"})
        CHECK(runs.only(key, name, {{answer}}));
      CHECK(runs.only("is alive", "is_alive() after the end", {{false}}));
      CHECK(runs.only("exit code", code, {{7}}));
      CHECK(
          runs.only("later", "exitcode() and join_for(50) later", {{7, true}}));
    }
  }

  TEST_CASE("join_for returns when the process has ended") {
    auto runs =
        explore("a time-out", {{"work", 5}, {"timeout", 50}, {"signal", 0}});
    CHECK(runs.only("join_for", "what join_for(50) returns", {{true}}));
    CHECK(
        runs.every("it is back 5 to 15 milliseconds later",
                   [](const Outcome& o) { return at_most_10_ms_late(o, 5); }));
    CHECK(runs.only("then", code, {{3}}));
  }

  TEST_CASE("join_for gives up in time") {
    auto runs =
        explore("a time-out", {{"work", 100}, {"timeout", 20}, {"signal", 0}});
    CHECK(runs.only("join_for", "what join_for(20) returns", {{false}}));
    CHECK(
        runs.every("it is back 20 to 30 milliseconds later",
                   [](const Outcome& o) { return at_most_10_ms_late(o, 20); }));
    CHECK(runs.only("then", code, {{none}}));
    CHECK(runs.only("exit code", "the exit code at the end", {{3}}));
  }

  TEST_CASE("terminate ends it by SIGTERM") {
    auto runs = explore("terminated while it runs");
    CHECK(runs.only("exit code", code, {{-15}}));
  }

  TEST_CASE("terminate waits for nothing") {
    auto runs = explore("terminated, and goes on");
    CHECK(runs.only("is alive", "is_alive() behind terminate()", {{true}}));
    CHECK(runs.only("exit code", code, {{7}}));
  }

  TEST_CASE("terminate sends nothing after the end") {
    auto ended = explore("asked when it has ended", {{"first", terminate}});
    CHECK(ended.only("exit code", code, {{7}}));
    auto ends = explore("terminated as it ends");
    CHECK(ends.only("exit code", code, {{7}, {-15}}));
  }

  TEST_CASE("the destructor waits for the end") {
    auto runs = explore("destroyed while it runs");
    CHECK(runs.every("the target does its work first", [](const Outcome& o) {
      return o.history().size() == 2 && o.history()[1].key == "destroyed";
    }));
  }

  TEST_CASE("who was never started is not waited for") {
    auto runs = explore("never started, beside another child");
    CHECK(runs.only("join", "what join() throws", {{"std::logic_error"}}));
    CHECK(runs.only("join_for", "what join_for() throws",
                    {{"std::logic_error"}}));
    CHECK(runs.only("state", "pid(), is_alive(), exitcode()",
                    {{-1, false, none}}));
    CHECK(runs.only("the other child", other, {{3}}));
    CHECK(runs.every("the target does not run",
                     [](const Outcome& o) { return o.history().empty(); }));
  }

  TEST_CASE("another child of the caller is left alone") {
    auto runs = explore("the caller has another child");
    CHECK(runs.only("exit code", code, {{7}}));
    CHECK(runs.only("the other child", other, {{3}}));
  }

  TEST_CASE("it can be started once") {
    auto runs = explore("started twice");
    for (const char* again : {"start again", "and after the end"})
      CHECK(runs.only(again, "what start() throws", {{"std::logic_error"}}));
    CHECK(runs.only("exit code", code, {{7}}));
    CHECK(runs.every("the target runs once", [](const Outcome& o) {
      return happens_once(o, "inside");
    }));
  }

  TEST_CASE("if there is no process, it says so and can be started again") {
    auto runs = explore("there may be no process", {}, no_process);
    CHECK(runs.only("start", "what start() throws",
                    {{"nothing"}, {"std::system_error"}}));
    CHECK(runs.only("as before", "the caller's handlers and masks", {{true}}));
    CHECK(runs.every("without a process there is no pid(), and start() throws",
                     [](const Outcome& o) {
                       return o.has("then") ==
                              (o.text("start") == "std::system_error");
                     }));
    CHECK(runs.every("all is as before if start() fails", [](const Outcome& o) {
      return !o.has("then") ||
             (o["then"] == Values{"std::logic_error", false, none} &&
              o.text("start again") == "nothing");
    }));
    CHECK(runs.only("exit code", code, {{7}}));
    CHECK(runs.only("the other child", other, {{3}}));
  }

  TEST_CASE("a wait that a signal interrupts goes on") {
    for (const int call : {join, join_for}) {
      auto runs = explore("a signal interrupts the wait", {{"call", call}});
      CHECK(runs.only("exit code", code, {{7}}));
    }
    auto late =
        explore("a time-out", {{"work", 100}, {"timeout", 20}, {"signal", 15}});
    CHECK(
        late.every("it is back 20 to 30 milliseconds later",
                   [](const Outcome& o) { return at_most_10_ms_late(o, 20); }));
  }

  TEST_CASE("the caller's signals are as before") {
    auto runs = explore("the caller has handlers and masks");
    CHECK(runs.only("exit code", code, {{7}}));
    CHECK(runs.only("as before", "the caller's handlers and masks", {{true}}));
  }
}
