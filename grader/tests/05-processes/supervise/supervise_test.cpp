#include <map>

#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions no_process{.faults = fault_fork};
constexpr ExploreOptions all_inside{.meeting =
                                        "workers run one after the other"};

constexpr std::string_view attempts = "the attempts";
constexpr std::string_view codes = "the exit codes";

Values list(Value::List numbers) { return {Value(std::move(numbers))}; }

int count(const Outcome& o, std::string_view key) {
  int n = 0;
  for (const auto& e : o.history()) n += e.key == key;
  return n;
}

// Each worker is told 0, 1, 2, ...
bool attempts_are_numbered(const Outcome& o) {
  std::map<std::int64_t, std::int64_t> next;
  for (const auto& e : o.history())
    if (e.key == "inside" &&
        e.values.at(1).integer() != next[e.values.at(0).integer()]++)
      return false;
  return true;
}

bool one_process_at_a_time(const Outcome& o) {
  std::map<std::int64_t, int> inside;
  for (const auto& e : o.history()) {
    int& n = inside[e.values.at(0).integer()];
    n += e.key == "begin" ? 1 : -1;
    if (n > 1) return false;
  }
  return true;
}

}  // namespace

TEST_SUITE("05-processes/supervise") {
  TEST_CASE("all workers run once if they succeed") {
    for (const int workers : {0, 1, 2}) {
      auto runs = explore("all succeed", {{"workers", workers}});
      CHECK(runs.every("one process goes on behind supervise()",
                       [](const Outcome& o) {
                         return count(o, "supervise is back") == 1 &&
                                o.history().back().key == "supervise is back";
                       }));
      CHECK(runs.every("each worker runs once", [&](const Outcome& o) {
        return count(o, "inside") == workers && attempts_are_numbered(o);
      }));
      const auto n = static_cast<std::size_t>(workers);
      CHECK(runs.only("attempts", attempts, {list(Value::List(n, Value(1)))}));
      CHECK(runs.only("exit codes", codes, {list(Value::List(n, Value(0)))}));
    }
  }

  TEST_CASE("all workers run at the same time") {
    auto runs = explore("three wait for each other", {}, all_inside);
    CHECK(runs.only("exit codes", codes, {list({0, 0, 0})}));
  }

  TEST_CASE("who fails is started again until it succeeds") {
    auto runs = explore("worker 1 fails", {{"fails", 2}, {"max_restarts", 3}});
    CHECK(runs.only("attempts", attempts, {list({1, 3})}));
    CHECK(runs.only("exit codes", codes, {list({0, 0})}));
    CHECK(runs.every("attempts are numbered from 0", attempts_are_numbered));
  }

  TEST_CASE("nobody is started again more often than allowed") {
    for (const int most : {0, 1}) {
      auto runs =
          explore("worker 1 fails", {{"fails", 9}, {"max_restarts", most}});
      CHECK(runs.only("attempts", attempts, {list({1, most + 1})}));
      CHECK(runs.only("exit codes", codes, {list({0, 200 + most})}));
      CHECK(runs.every("attempts are numbered from 0", attempts_are_numbered));
    }
  }

  TEST_CASE("who is killed has failed") {
    auto again = explore("a worker is killed", {{"max_restarts", 5}});
    CHECK(again.only("attempts", attempts, {list({3})}));
    CHECK(again.only("exit codes", codes, {list({0})}));
    auto given_up = explore("a worker is killed", {{"max_restarts", 0}});
    CHECK(given_up.only("attempts", attempts, {list({1})}));
    CHECK(given_up.only("exit codes", codes, {list({-9})}));
  }

  TEST_CASE("who throws has failed with 1") {
    auto runs = explore("a worker throws");
    CHECK(runs.only("attempts", attempts, {list({2})}));
    CHECK(runs.only("exit codes", codes, {list({1})}));
  }

  TEST_CASE("who fails is started again at once") {
    auto runs = explore("one fails while the other works");
    CHECK(runs.every(
        "the third attempt of worker 1 begins after 4 to 24 milliseconds",
        [](const Outcome& o) {
          const auto at = o.history().at(0).values.at(0).integer();
          return at >= 4 && at <= 24;
        }));
    CHECK(runs.only("attempts", attempts, {list({2, 3})}));
    CHECK(runs.only("exit codes", codes, {list({0, 0})}));
  }

  TEST_CASE("two may fail at the same moment") {
    auto runs = explore("two fail at the same moment");
    CHECK(runs.only("attempts", attempts, {list({2, 2})}));
    CHECK(runs.only("exit codes", codes, {list({0, 0})}));
    CHECK(runs.every("of each worker there is one process at a time",
                     one_process_at_a_time));
  }

  TEST_CASE("another child of the caller is left alone") {
    auto runs = explore("the caller has another child");
    CHECK(runs.only("exit codes", codes, {list({0, 4})}));
    CHECK(runs.only("the other child",
                    "the exit code of the caller's other child", {{3}}));
  }

  TEST_CASE("if there is no process, all are ended and it says so") {
    for (const int restarts : {1, 0}) {
      auto runs = explore("there may be no process",
                          {{"max_restarts", restarts}}, no_process);
      CHECK(runs.every("without a process nobody waits for the others' work",
                       [](const Outcome& o) {
                         return count(o, "std::system_error") == 0 ||
                                count(o, "the work is done") == 0;
                       }));
      CHECK(runs.every("either all end well or std::system_error is thrown",
                       [&](const Outcome& o) {
                         return count(o, "std::system_error") == 1 ||
                                (count(o, "supervise is back") == 1 &&
                                 count(o, "the work is done") == 2 - restarts);
                       }));
      CHECK(runs.every("the outcomes are right, if there are any",
                       [&](const Outcome& o) {
                         return !o.has("attempts") ||
                                o["attempts"] == list({1 + restarts, 1});
                       }));
      CHECK(
          runs.only("as before", "the caller's handlers and masks", {{true}}));
    }
  }

  TEST_CASE("everything is printed once, in order") {
    auto runs = explore("they print");
    CHECK(runs.only("output", "what is printed",
                    {{"before attempt 0 attempt 1 after"}}));
  }

  TEST_CASE("the caller's signals are as before") {
    auto runs = explore("the caller has handlers and masks");
    CHECK(runs.only("attempts", attempts, {list({2})}));
    CHECK(runs.only("as before", "the caller's handlers and masks", {{true}}));
  }
}
