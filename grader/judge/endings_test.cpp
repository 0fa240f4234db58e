// How programs end, or do not: test_programs/ holds them, with what they must
// be judged as. None may disturb this process or leave one behind.
#include <algorithm>

#include "judge/test_programs.hpp"

using namespace course::judge;
using course::protocol::Verdict;

namespace {

void check_endings(const char* file) {
  const auto source = test_programs() / file;
  const Worker worker = build_program(source);
  bool kill_is_refused = false;
  for (const Expectation& e : expectations(source)) {
    CAPTURE(e.scenario);
    if (e.scenario == "kill of everybody" && !kill_is_refused) {
      FAIL_CHECK("kill() is not refused: not tried with everybody");
      continue;
    }
    const Question q{.scenario = e.scenario};
    const Answer a = worker.explore(
        q, {.phase1_budget = 200, .max_delays = 1, .samples = 20});
    const Candidate c = decide(a);
    if (e.scenario == "kill of nobody")
      kill_is_refused = c.verdict == Verdict::tampered;
    CHECK(name(c.verdict) == name(e.verdict));
    CAPTURE(c.message);
    CHECK(c.message.find(e.message) != std::string::npos);
    if (e.every_order) CHECK(a.coverage.exhausted);
    CHECK(processes_of(worker.program()) == 0);
    // Processor time decides when a loop is given up, not a step.
    if (!a.collapse && e.verdict != Verdict::too_slow)
      check_replays(worker, q, a);
  }
}

}  // namespace

TEST_CASE("every way to end has its verdict") { check_endings("endings.cpp"); }

TEST_CASE("whoever wants too much is stopped") { check_endings("limits.cpp"); }

TEST_CASE("memory that is not alive is found") {
  check_endings("dead_memory.cpp");
}

TEST_CASE("signals that are ignored, blocked or caught hide nothing") {
  check_endings("signals.cpp");
}

TEST_CASE("a thread before the scenario is refused") {
  check_endings("static_thread.cpp");
}
