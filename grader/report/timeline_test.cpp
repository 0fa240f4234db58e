#include "report/timeline.hpp"

#include <doctest/doctest.h>

#include "report/fixtures.hpp"

using namespace course::report;
using course::protocol::Failure;
using course::protocol::Operation;
using course::protocol::Verdict;
using Lines = std::vector<std::string>;

namespace {

Failure two_overtake_one() {
  fixtures::TraceBuilder t("rw.hpp");
  t.step(4, Operation::request, -1);
  for (int task : {2, 3, 2}) {
    t.step(task, Operation::request, -1);
    t.step(task, Operation::served, -1);
  }
  for (int task : {2, 3}) t.ended(task);
  t.blocked(4, Operation::wait, 0, 5);
  Failure f;
  f.verdict = Verdict::starvation;
  f.trace = t.trace();
  return f;
}

}  // namespace

TEST_CASE("of a starvation the timeline shows who is served meanwhile") {
  CHECK(timeline(two_overtake_one(), 60) ==
        Lines{"served one after the other (█), and who waits meanwhile (░):",
              "  thread 1  █ █", "  thread 2   █", "  thread 3  ░░░"});
}

TEST_CASE("a long timeline ends at the end") {
  const Lines rows = timeline(two_overtake_one(), 14);
  REQUIRE(rows.size() > 3);  // the legend is wrapped
  CHECK(rows[rows.size() - 3] == "  thread 1   █");
  CHECK(rows.back() == "  thread 3  ░░");
}

TEST_CASE("of a not-parallel it shows who is inside") {
  fixtures::TraceBuilder t("run.hpp");
  t.waits(1, Operation::join, 9);
  t.step(2, Operation::lock, 3);
  t.in_callback(t.waits(2, Operation::wait, 4));
  t.waits(3, Operation::lock, 3);
  t.blocked(1, Operation::join, 0, 9);
  fixtures::TraceBuilder::in_callback(t.step(2, Operation::event, 4));
  t.blocked(3, Operation::lock, 0, 3);
  auto& inside = t.blocked(2, Operation::wait, 0, 4);
  inside.stack.insert(
      inside.stack.begin(),
      {"", "scenarios.cpp", 1, course::protocol::Owner::scenario});
  Failure f;
  f.verdict = Verdict::not_parallel;
  f.trace = t.trace();
  const Lines rows = timeline(f, 80);
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].ends_with("░░░░░"));
  CHECK(rows[2].ends_with("█"));
  CHECK(rows[3].ends_with("░░"));
}

TEST_CASE("other verdicts have no timeline") {
  Failure f = two_overtake_one();
  f.verdict = Verdict::deadlock;
  CHECK(timeline(f, 60).empty());
}
