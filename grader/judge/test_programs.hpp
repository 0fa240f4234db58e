// For tests: a file of test_programs/ as a worker, what its comments expect of
// each scenario, and what an answer comes to.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "judge/session.hpp"
#include "judge/worker.hpp"
#include "protocol/faults.hpp"
#include "sandbox/compiler.hpp"
#include "sandbox/toolchain.hpp"

namespace course::judge {

inline std::filesystem::path test_programs() { return COURSE_TEST_PROGRAMS; }

inline Worker build_program(const std::filesystem::path& source) {
  const sandbox::Built built =
      sandbox::build(sandbox::default_toolchain(),
                     {"test", test_programs() / "support.hpp", "support.hpp",
                      std::filesystem::absolute(source)});
  for (const auto& d : built.diagnostics)
    MESSAGE(d.file << ":" << d.line << ": " << d.message);
  REQUIRE_MESSAGE(built.ok, source << " does not compile: " << built.refused);
  return Worker(built.worker, nullptr);
}

// One scenario of a file, and the comment before it.
struct Expectation {
  std::string scenario;
  protocol::Verdict verdict;
  std::string message;                  // or a part of it
  bool every_order = false;             // the search is exhausted
  bool holds = false;                   // the scenario observes "holds"
  std::uint32_t faults = 0, flags = 0;  // from "// with: weak-cas fair"
};

inline std::vector<Expectation> expectations(
    const std::filesystem::path& source) {
  std::ifstream in(source);
  std::vector<Expectation> list;
  std::string expect, with;
  for (std::string line; std::getline(in, line);) {
    constexpr std::string_view mark = "// expect: ", terms = "// with: ",
                               scenario = "COURSE_SCENARIO(\"";
    if (line.starts_with(terms)) with = line.substr(terms.size());
    if (line.starts_with(mark)) expect = line.substr(mark.size());
    if (!list.empty() && line.find("observe(\"holds\"") != line.npos)
      list.back().holds = true;
    if (!line.starts_with(scenario)) continue;
    Expectation e;
    e.scenario =
        line.substr(scenario.size(), line.find("\")") - scenario.size());
    const auto verdict = protocol::verdict_from_name(
        expect.substr(0, expect.find_first_of(", ")));
    REQUIRE_MESSAGE(verdict, e.scenario << " expects something: " << expect);
    e.verdict = *verdict;
    e.every_order = expect.ends_with(", every order");
    if (const auto quote = expect.find('"'); quote != std::string::npos)
      e.message = expect.substr(quote + 1, expect.rfind('"') - quote - 1);
    std::istringstream words(with);
    for (std::string word; words >> word;)
      if (word == "fair")
        e.flags |= protocol::fair_turns;
      else if (word == "blocks")
        e.flags |= protocol::waiting_blocks;
      else if (word == "sleeps")
        e.flags |= protocol::waiting_blocks | protocol::sleeping_is_waiting;
      else
        e.faults |= protocol::faults_from_name(word).value();
    list.push_back(std::move(e));
    expect.clear();
    with.clear();
  }
  REQUIRE(!list.empty());
  return list;
}

inline const protocol::Mapping& mapping_of(const Answer& a) {
  return **a.mapping;
}

// The verdict of an answer, as a session takes it: the best candidate.
inline Candidate decide(const Answer& a) {
  std::optional<Candidate> best;
  const auto propose = [&](Candidate c) {
    if (!best || better(c, *best)) best = std::move(c);
  };
  if (a.collapse) {
    Candidate c;
    c.verdict = a.collapse->verdict;
    c.message = a.collapse->message;
    c.collapsed = true;
    return c;
  }
  for (const AnsweredOutcome& o : a.outcomes) {
    Candidate c;
    c.verdict = o.verdict;
    c.outcome = o;
    c.message = o.message;
    if (o.verdict == protocol::Verdict::pass) {
      const Outcome outcome(o.observations);
      if (!outcome.has("holds") || outcome.boolean("holds")) continue;
      c.verdict = protocol::Verdict::wrong_result;
    }
    propose(std::move(c));
  }
  if (best) return *best;
  Candidate pass;
  pass.verdict = protocol::Verdict::pass;
  return pass;
}

// How many processes of this machine run that program.
inline int processes_of(const std::filesystem::path& program) {
  int n = 0;
  std::error_code ignored;
  for (const auto& entry :
       std::filesystem::directory_iterator("/proc", ignored)) {
    const auto exe =
        std::filesystem::read_symlink(entry.path() / "exe", ignored);
    n += !ignored && exe.string().starts_with(program.string());
  }
  return n;
}

// `b` is the run `a`, once more. Not compared is what exploring alone knows:
// how many there were, and at which bound.
inline void check_same_run(const AnsweredOutcome& a, const AnsweredOutcome& b) {
  const auto equal = [](const Observation& x, const Observation& y) {
    return x.is_event == y.is_event && x.task == y.task && x.key == y.key &&
           x.values == y.values;
  };
  CHECK(name(b.verdict) == name(a.verdict));
  CHECK(b.message == a.message);
  CHECK(b.points == a.points);
  CHECK(b.trace_hash == a.trace_hash);
  CHECK(b.schedule == a.schedule);
  CHECK(std::equal(a.observations.begin(), a.observations.end(),
                   b.observations.begin(), b.observations.end(), equal));
}

// Every outcome's schedule, run again in one fresh process, is the outcome; so
// is each of the failing ones in a process of its own, traced (the first few).
inline void check_replays(const Worker& worker, const Question& q,
                          const Answer& a) {
  std::vector<Schedule> schedules;
  for (const auto& o : a.outcomes) schedules.push_back(o.schedule);
  const Answer again = worker.run(q, schedules);
  CHECK((again.collapse ? again.collapse->message : "") == "");
  CHECK_FALSE(again.unfitted);
  CHECK(again.outcomes.size() == a.outcomes.size());
  if (again.outcomes.size() != a.outcomes.size()) return;
  for (std::size_t i = 0; i < a.outcomes.size(); ++i)
    check_same_run(a.outcomes[i], again.outcomes[i]);

  int traced = 0;
  for (const auto& o : a.outcomes) {
    if (o.verdict == protocol::Verdict::pass || ++traced > 3) continue;
    const Answer trace = worker.trace(q, o.schedule);
    CHECK((trace.collapse ? trace.collapse->message : "") == "");
    CHECK_FALSE(trace.unfitted);
    CHECK(trace.outcomes.size() == 1);
    if (trace.outcomes.size() != 1) return;
    check_same_run(o, trace.outcomes[0]);
  }
}

}  // namespace course::judge
