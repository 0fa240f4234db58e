#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions small_pipe{.faults = fault_small_pipe};
constexpr ExploreOptions short_calls{.faults =
                                         fault_short_read | fault_short_write};
constexpr ExploreOptions interrupted{.faults = fault_interrupt};
constexpr ExploreOptions killed{.faults = fault_killed};
constexpr ExploreOptions no_process{.faults = fault_fork};

constexpr std::string_view answers = "what the calls return";
constexpr std::string_view gone = "std::runtime_error";

// Right answers, and from some point on none any more.
bool answers_until_it_is_gone(const Outcome& o) {
  bool is_gone = false;
  int number = 0;
  for (const auto& e : o.history()) {
    ++number;
    const std::string& answer = e.values.at(0).text();
    if (answer == gone)
      is_gone = true;
    else if (is_gone || answer != std::to_string(number) + ", sir")
      return false;
  }
  return number == 3;
}

}  // namespace

TEST_SUITE("07-pipes/service") {
  TEST_CASE("one process answers all questions") {
    auto runs = explore("three questions");
    CHECK(runs.only("answers", answers,
                    {{"tea 1 from 2", "2 from 2", "milk 3 from 2"}}));
    CHECK(runs.only("asked", "the caller's own copy of a counter", {{0}}));
  }

  TEST_CASE("questions of any bytes and length") {
    auto runs = explore("questions of all kinds", {}, small_pipe);
    CHECK(runs.every("any bytes are answered",
                     [](const Outcome& o) { return o.boolean("any bytes"); }));
    CHECK(runs.every("any length is answered",
                     [](const Outcome& o) { return o.boolean("any length"); }));
  }

  TEST_CASE("each thread gets its own answer") {
    auto runs = explore("two threads ask");
    CHECK(runs.only("answers", "what the two threads get",
                    {{"tea, sir", "milk, sir"}}));
  }

  TEST_CASE("calls may be short") {
    auto runs =
        explore("calls that may be cut or interrupted", {}, short_calls);
    CHECK(runs.only("answers", answers, {{"tea, sir", "milk, sir"}}));
  }

  TEST_CASE("interrupted calls go on") {
    auto runs =
        explore("calls that may be cut or interrupted", {}, interrupted);
    CHECK(runs.only("answers", answers, {{"tea, sir", "milk, sir"}}));
  }

  TEST_CASE("services end in any order") {
    auto runs = explore("destroyed in the order of their making");
    CHECK(runs.only("first", "what the first answers", {{"one, sir"}}));
    auto again = explore("a third one when the first is gone");
    CHECK(again.only("third", "what the third answers", {{"three, sir"}}));
    auto three =
        explore("three, in the order of their making", {}, {.orders = 500});
    CHECK(three.only("third", "what the third answers", {{"three, sir"}}));
  }

  TEST_CASE("no service waits for another") {
    auto runs = explore("two services at the same time", {}, {.orders = 1'000});
    CHECK(runs.only("answers", "what the two threads get",
                    {{"tea, sir", "milk, sir"}}));
  }

  TEST_CASE("the caller's other child is left alone") {
    auto runs = explore("the caller has another child");
    CHECK(runs.only("the other child",
                    "the exit code of the caller's other child", {{3}}));
  }

  TEST_CASE("who is gone does not answer") {
    auto runs = explore("killed before it is asked");
    CHECK(runs.only("answers", answers,
                    {{"std::runtime_error", "std::runtime_error"}}));
    CHECK(runs.only("sigpipe", "the caller's setting of SIGPIPE",
                    {{"as before"}}));
  }

  TEST_CASE("a handler that is killed or throws") {
    for (const int throws : {0, 1, 2}) {
      auto runs = explore("its last question", {{"throws", throws}});
      CHECK(runs.only(
          "answers", answers,
          {{"tea, sir", "std::runtime_error", "std::runtime_error"}}));
    }
  }

  TEST_CASE("a worker that is killed at any moment") {
    auto runs = explore("killed at any moment", {}, killed);
    CHECK(runs.every("its answers are right until it is gone",
                     answers_until_it_is_gone));
  }

  TEST_CASE("it dies, and two threads ask") {
    auto runs = explore("two threads ask, and it dies of one question");
    CHECK(runs.only("tea", "the answer to the other question",
                    {{"tea, sir"}, {"std::runtime_error"}}));
    CHECK(runs.only("die", "the answer to the deadly question",
                    {{"std::runtime_error"}}));
  }

  TEST_CASE("workers end when the caller is killed") {
    auto runs = explore("the one that made them is killed");
    CHECK(runs.only("ended", "how many processes end", {{3}}));
  }

  TEST_CASE("everything is printed once, in order") {
    auto runs = explore("all print", {{"throws", 0}});
    CHECK(runs.only("output", "what is printed", {{"before inside after"}}));
    auto last = explore("all print", {{"throws", 1}});
    CHECK(last.only("output", "what is printed, if the handler throws",
                    {{"before inside at last after"}}));
  }

  TEST_CASE("if there is no process, it says so") {
    auto runs = explore("there may be no process", {}, no_process);
    CHECK(runs.only("answer", "what the call returns",
                    {{"tea, sir"}, {"std::system_error"}}));
  }
}
