// What a check found out: the judge fills it in, reports word it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "protocol/trace.hpp"
#include "protocol/verdict.hpp"

namespace course::protocol {

enum class TestState : std::uint8_t { passed, failed, not_run };

struct TestResult {
  std::string name;  // of the doctest test case
  TestState state = TestState::not_run;
  Verdict verdict = Verdict::pass;  // if failed: why
};

struct StepResult {
  std::string title;
  std::vector<TestResult> tests;
  bool passed() const {
    for (const auto& t : tests)
      if (t.state != TestState::passed) return false;
    return true;
  }
};

// What a search covered.
struct Coverage {
  std::string scenario;
  std::vector<std::uint64_t>
      bound_counts;  // [d]: orders with exactly d delays, run or left out
                     // because they would end like one that was run
  int completed_bound = -1;  // all orders with at most so many; -1: none
  bool exhausted = false;  // all orders there are, with two faults at most
  bool limited = false;  // the test wanted only so many orders
  std::uint32_t samples = 0;
  std::uint64_t schedules = 0;  // run, samples included
  std::uint32_t faults = 0;     // of Fault, allowed
  // Run besides, because the program compares pointers to freed memory that
  // could be used again.
  std::uint64_t memory_reuse_schedules = 0;
  bool weak_orders =
      false;  // the submission uses a memory order weaker than seq_cst
};

// One failing schedule, replayed in a fresh process with every step recorded.
struct Failure {
  Verdict verdict = Verdict::crash;
  std::string message;  // the worker's detail: "std::logic_error: ...", "read
                        // of 4 bytes, 1 past the end ..."
  std::string test;     // the test case
  std::string
      claim;  // wrong-result, not-parallel: the sentence that does not hold
  std::string seen;  // wrong-result: "output \"abcdab\""
  std::vector<std::string>
      allowed;  // wrong-result with a closed list: the values allowed
  std::string scenario;
  std::vector<std::pair<std::string, std::int64_t>> inputs;
  std::string replay;         // the replay string
  std::uint32_t delays = 0;   // of its schedule
  bool sampled = false;       // found by phase 2
  std::uint64_t failing = 0;  // schedules of the deciding bound (or of the
                              // samples) that end like this
  std::uint64_t tried = 0;    // of so many
  bool replayed = false;      // the fresh process repeated the identical trace
  // data-race: what it can do, found with switches at its two accesses; its
  // schedule has no replay string. Null if the search found nothing.
  std::shared_ptr<Failure> damage;
  Trace trace;
  std::string
      output;  // what the program printed in this schedule, cut to 4 KiB
};

struct Times {  // seconds of wall-clock time
  double compile = 0, link = 0, run = 0;
  bool cached =
      false;  // nothing was compiled: this very text was compiled before
};

struct Diagnostic {
  std::string file;  // base name
  int line = 0, column = 0;
  std::string severity;  // "error", "warning"
  std::string message;
  std::string source;  // the line, if known
  bool in_submission = false;
};

struct CheckResult {
  std::string exercise;  // "02-locks/account"
  std::string file;      // what was graded, as the user would type it
  Verdict verdict = Verdict::pass;
  std::vector<StepResult> steps;
  std::vector<Coverage> coverage;  // one a search, in order
  std::optional<Failure> failure;
  std::vector<Diagnostic>
      diagnostics;          // does-not-compile; the submission's first
  std::string not_written;  // not-started: "join()" after "TODO: join"
  // Not the verdict's business, but worth knowing; a sentence each.
  std::vector<std::string> notes;
  Times times;
};

}  // namespace course::protocol
