// What the standard library offers for threads, used rightly and wrongly:
// test_programs/right_*.cpp and wrong_*.cpp, explored and replayed.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "judge/test_programs.hpp"
#include "judge/trace_reader.hpp"
#include "judge/worker_session.hpp"

using namespace course::judge;
using course::protocol::Operation;
using course::protocol::Verdict;

namespace {

// All files whose name begins like this.
std::vector<std::filesystem::path> programs(const std::string& prefix) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(test_programs()))
    if (entry.path().filename().string().starts_with(prefix))
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  return files;
}

void check_primitives(const std::filesystem::path& source) {
  const Worker worker = build_program(source);
  for (const Expectation& e : expectations(source)) {
    CAPTURE(e.scenario);
    const Question q{
        .scenario = e.scenario, .faults = e.faults, .flags = e.flags};
    const Answer a =
        worker.explore(q, {.phase1_budget = 3000, .samples = 1000});
    const Candidate c = decide(a);
    CHECK(name(c.verdict) == name(e.verdict));
    CAPTURE(c.message);
    CHECK(c.message.find(e.message) != std::string::npos);
    if (e.every_order) CHECK(a.coverage.exhausted);
    // None may return before it has shown anything.
    if (e.verdict == Verdict::pass && e.holds)
      for (const AnsweredOutcome& o : a.outcomes)
        CHECK(Outcome(o.observations).has("holds"));
    if (!a.collapse) check_replays(worker, q, a);
  }
}

// How orders with at most so many delays end, how many end like that, and the
// one that is kept of them.
std::set<std::string> endings(const Answer& a, int bound) {
  std::set<std::string> all;
  for (const AnsweredOutcome& o : a.outcomes) {
    if (static_cast<int>(o.bound) > bound) continue;
    std::ostringstream text;
    text << name(o.verdict) << ": " << o.message;
    for (const Observation& seen : o.observations)
      text << "; " << seen.task << " " << seen.key << to_string(seen.values);
    text << "; " << o.count << " with " << o.bound << " delays in " << o.points
         << " points:";
    for (const auto& d : o.schedule) text << " " << d.point << "/" << d.choice;
    all.insert(text.str());
  }
  return all;
}

void check_nothing_is_left_out(const std::filesystem::path& source) {
  const Worker worker = build_program(source);
  for (const Expectation& e : expectations(source)) {
    CAPTURE(e.scenario);
    Question q{.scenario = e.scenario, .faults = e.faults, .flags = e.flags};
    const Budget budget{.phase1_budget = 3000, .samples = 0};
    const Answer some = worker.explore(q, budget);
    q.flags |= course::protocol::keep_equal_orders;
    const Answer all = worker.explore(q, budget);
    CHECK(some.collapse.has_value() == all.collapse.has_value());
    if (all.collapse) continue;
    const int bound = all.coverage.completed_bound;
    CHECK(
        (some.coverage.exhausted ||
         (!all.coverage.exhausted && some.coverage.completed_bound >= bound)));
    CHECK(endings(some, bound) == endings(all, bound));
    for (int d = 0; d <= bound && d + 1 < int{course::protocol::bound_slots};
         ++d)
      CHECK(some.coverage.bound_counts.at(d) ==
            all.coverage.bound_counts.at(d));
  }
}

Worker worker_with(const std::string& prefix, const std::string& scenario) {
  for (const auto& file : programs(prefix)) {
    std::ifstream in(file);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    if (text.find("COURSE_SCENARIO(\"" + scenario + "\")") != std::string::npos)
      return build_program(file);
  }
  FAIL("no test program has the scenario ", scenario);
  std::abort();
}

Answer explore_one(const std::string& prefix, const std::string& scenario) {
  return worker_with(prefix, scenario)
      .explore({.scenario = scenario}, {.phase1_budget = 3000, .samples = 100});
}

}  // namespace

TEST_CASE("no false alarm for what is right") {
  for (const auto& file : programs("right_")) check_primitives(file);
}

TEST_CASE("each usual mistake has its verdict") {
  for (const auto& file : programs("wrong_")) check_primitives(file);
}

TEST_CASE("orders that are left out would have ended like others") {
  for (const char* prefix : {"right_", "wrong_", "dead_", "endings"})
    for (const auto& file : programs(prefix)) check_nothing_is_left_out(file);
}

TEST_CASE("a worker that is asked again answers as a fresh one does") {
  for (const char* prefix : {"right_", "wrong_", "dead_", "endings"})
    for (const auto& file : programs(prefix)) {
      const Worker worker = build_program(file);
      WorkerSession session(worker);
      for (const Expectation& e : expectations(file)) {
        CAPTURE(e.scenario);
        if (e.scenario == "kill of everybody") continue;
        const Question q{
            .scenario = e.scenario, .faults = e.faults, .flags = e.flags};
        const Budget budget{.phase1_budget = 300, .samples = 200};
        const Answer fresh = worker.explore(q, budget),
                     again = session.explore(q, budget);
        CHECK((fresh.collapse ? fresh.collapse->message : "") ==
              (again.collapse ? again.collapse->message : ""));
        CHECK(endings(again, course::protocol::sampled_bound) ==
              endings(fresh, course::protocol::sampled_bound));
        CHECK(again.coverage.schedules == fresh.coverage.schedules);
        CHECK(again.coverage.bound_counts == fresh.coverage.bound_counts);
        CHECK(again.weak_orders == fresh.weak_orders);
        CHECK(again.memory_reusable == fresh.memory_reusable);
      }
    }
}

TEST_CASE("every order of two loops is tried before it is claimed") {
  const Answer a = explore_one("right_", "events between locks, in a loop");
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

TEST_CASE("one order is the one without a delay") {
  const std::string scenario = "events between locks, in a loop";
  const Answer a = worker_with("right_", scenario)
                       .explore({.scenario = scenario, .orders = 1},
                                {.phase1_budget = 3000, .samples = 1000});
  CHECK(a.coverage.schedules == 1);
  CHECK(a.coverage.limited);
  REQUIRE(a.outcomes.size() == 1);
  CHECK(a.outcomes.front().bound == 0);
}

TEST_CASE("a throw is a step of the trace, with its line") {
  const std::string scenario = "an exception travels through a promise";
  const Worker worker = worker_with("right_", scenario);
  const Answer a = worker.trace({.scenario = scenario}, {});
  REQUIRE_FALSE(a.collapse);
  Symbols symbols(worker.program(), {}, "right_futures.cpp");
  std::string throwers;
  for (const auto& s : read_trace(mapping_of(a), symbols).steps)
    if (s.operation == Operation::throw_exception)
      throwers += shown_frame(s.stack)->function + ' ';
  CHECK(throwers == "throws rethrows gets ");
}

TEST_CASE("a call that is made of others is a step where it is called") {
  const std::string scenario = "calls that are made of others";
  const Worker worker = worker_with("right_", scenario);
  const Answer a = worker.trace({.scenario = scenario}, {});
  REQUIRE_FALSE(a.collapse);
  Symbols symbols(worker.program(), {}, "right_descriptors.cpp");
  std::string callers;
  for (const auto& s : read_trace(mapping_of(a), symbols).steps)
    if (s.operation == Operation::send || s.operation == Operation::handler ||
        s.operation == Operation::close)
      callers += shown_frame(s.stack)->function + ' ';
  CHECK(callers == "prints unblocks closes_from closes_from ");
}

TEST_CASE("the lowest bound at which anything fails decides, then the rank") {
  const auto decided = [](const std::string& scenario) {
    return decide(explore_one("wrong_", scenario));
  };
  CHECK(decided("a race before a deadlock").outcome.bound == 0);
  CHECK(decided("a wrong result before a race").outcome.bound == 0);
  CHECK(decided("two mutexes in both orders").outcome.bound == 1);

  // Both are seen, at the same bound.
  std::set<Verdict> seen;
  for (const auto& o :
       explore_one("wrong_", "a race beside a deadlock").outcomes) {
    if (o.verdict == Verdict::pass) continue;
    CHECK(o.bound == 1);
    seen.insert(o.verdict);
  }
  CHECK(seen == std::set{Verdict::data_race, Verdict::deadlock});
}
