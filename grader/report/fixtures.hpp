// Check results made by hand, one a kind of report; for tests only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "protocol/result.hpp"
#include "report/source_lines.hpp"
#include "report/text_report.hpp"

namespace course::report::fixtures {

// A text that has these lines and is empty elsewhere.
std::string lines(std::initializer_list<std::pair<int, std::string>>);

// Builds a trace step by step. Lines are those of `file`; negative ones those
// of the scenario. Task 1 is the scenario.
class TraceBuilder {
 public:
  explicit TraceBuilder(std::string file) : file_(std::move(file)) {}

  std::uint32_t object(protocol::ObjectKind, std::string name);
  // The reference is good until the next step.
  protocol::Step& step(int task, protocol::Operation, int line,
                       std::uint32_t object = 0);
  protocol::Step& waits(int task, protocol::Operation, int line,
                        std::uint32_t object = 0);
  // An access to the one plain integer that all threads share.
  protocol::Step& number(int task, protocol::Operation, int line,
                         std::int64_t value);
  // An exception is thrown on that line or passes it.
  protocol::Step& throws(int task, int line);
  // The submission has called the scenario back, and that does the step.
  static protocol::Step& in_callback(protocol::Step&);
  // A choice before the step that comes next.
  void choice(int options, int chosen);

  // How the tasks are at the end; `held` are pairs of object and step.
  void ended(int task, std::vector<protocol::Held> held = {});
  protocol::TaskSummary& blocked(int task, protocol::Operation,
                                 std::uint32_t object, int line,
                                 std::vector<protocol::Held> held = {});
  void running(int task, int line, std::vector<protocol::Held> held = {});
  // The task last described is the first of this process.
  void forked(int process);
  void access(int task, protocol::Operation, int line,
              std::vector<std::uint32_t> held = {}, bool atomic = false);

  // The scenario creates and joins two threads, as most scenarios do.
  void creates_two();
  std::uint32_t last_step() const {
    return static_cast<std::uint32_t>(trace_.steps.size() - 1);
  }
  const protocol::Trace& trace() const { return trace_; }

 private:
  protocol::Stack stack(int line) const;
  protocol::TaskSummary& summary(int task);

  std::string file_;
  protocol::Trace trace_;
  std::uint32_t points_ = 0;
  int options_ = 0, chosen_ = 0;
};

struct Fixture {
  std::string name;  // of the golden file
  protocol::CheckResult result;
  std::map<std::string, std::string> sources;
  TextOptions options;
};

// A submission for 02-locks/account that fails at the second of three steps.
Fixture failing(std::string name, protocol::Verdict, const TraceBuilder&,
                std::string source);

std::vector<Fixture> deadlocks();
std::vector<Fixture> memory_errors();
std::vector<Fixture> others();
std::vector<Fixture> all();

}  // namespace course::report::fixtures
