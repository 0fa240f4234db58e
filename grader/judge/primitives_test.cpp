// What the standard library offers for threads, used rightly and wrongly:
// test_programs/right.cpp and wrong.cpp, explored and replayed.
#include <algorithm>
#include <set>

#include "judge/test_programs.hpp"

using namespace course::judge;
using course::protocol::Verdict;

namespace {

void check_primitives(const char* file) {
  const auto source = test_programs() / file;
  const Worker worker = build_program(source);
  for (const Expectation& e : expectations(source)) {
    CAPTURE(e.scenario);
    const Question q{.scenario = e.scenario};
    const Answer a =
        worker.explore(q, {.phase1_budget = 3000, .samples = 1000});
    const Candidate c = decide(a);
    CHECK(name(c.verdict) == name(e.verdict));
    CAPTURE(c.message);
    CHECK(c.message.find(e.message) != std::string::npos);
    if (e.every_order) CHECK(a.coverage.exhausted);
    if (!a.collapse) check_replays(worker, q, a);
  }
}

Answer explore_one(const char* file, const char* scenario) {
  return build_program(test_programs() / file)
      .explore({.scenario = scenario}, {.phase1_budget = 3000, .samples = 100});
}

}  // namespace

TEST_CASE("no false alarm for what is right") { check_primitives("right.cpp"); }

TEST_CASE("each usual mistake has its verdict") {
  check_primitives("wrong.cpp");
}

TEST_CASE("every order of two loops is tried before it is claimed") {
  const Answer a = explore_one("right.cpp", "events between locks, in a loop");
  REQUIRE(a.coverage.exhausted);
  std::set<std::string> orders;
  for (const AnsweredOutcome& o : a.outcomes) {
    std::string order;
    for (const Observation& event : o.observations) order += event.key;
    orders.insert(order);
  }
  CHECK(orders ==
        std::set<std::string>{"aabb", "abab", "abba", "baab", "baba", "bbaa"});
}

TEST_CASE("the lowest bound at which anything fails decides, then the rank") {
  const auto decided = [](const char* scenario) {
    return decide(explore_one("wrong.cpp", scenario));
  };
  CHECK(decided("a race before a deadlock").outcome.bound == 0);
  CHECK(decided("a wrong result before a race").outcome.bound == 0);
  CHECK(decided("two mutexes in both orders").outcome.bound == 1);

  // Both are seen, at the same bound.
  std::set<Verdict> seen;
  for (const auto& o :
       explore_one("wrong.cpp", "a race beside a deadlock").outcomes) {
    if (o.verdict == Verdict::pass) continue;
    CHECK(o.bound == 1);
    seen.insert(o.verdict);
  }
  CHECK(seen == std::set{Verdict::data_race, Verdict::deadlock});
}
