// Asks a worker program: one process a request.
#pragma once

#include <atomic>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/answer.hpp"
#include "protocol/mapping.hpp"
#include "protocol/result.hpp"
#include "sandbox/process.hpp"
#include "sandbox/shared_mapping.hpp"

namespace course::judge {

using Inputs = std::vector<std::pair<std::string, std::int64_t>>;
using Schedule = std::vector<protocol::Deviation>;

// Synchronisation operations in a schedule; one that is longer is `too-slow`.
inline constexpr std::uint32_t default_step_limit = 20'000;

// What stays the same for all requests about one scenario.
struct Question {
  std::string scenario;
  Inputs inputs;
  std::uint32_t faults = 0;  // of protocol::Fault
  std::uint32_t flags = 0;   // of protocol::RequestFlag
  std::uint32_t orders = 0;  // tried at most; 0: as the budget says
  std::uint32_t step_limit = default_step_limit;
  // Instead of reporting races, make points of the accesses at these places (at
  // most two return addresses).
  std::vector<std::uint64_t> watched;
};

struct Budget {
  std::uint64_t seed = 1;
  std::uint32_t phase1_budget = 10'000;
  std::uint32_t max_delays = 2;
  // A scenario of at most this many orders is exhausted, or of the second
  // number if that is foreseen, which is what it would take with samples; see
  // DelayBoundedSearch.
  std::uint32_t deep_budget = 3'000;
  std::uint32_t last_budget = 5'000;
  std::uint32_t samples = 2'000;
  protocol::Sampling sampling = protocol::Sampling::both;
};

// The worker did not bring its request to an end: what that says about the
// submission.
struct Collapse {
  protocol::Verdict verdict;
  std::string message;
};

struct Answer {
  std::optional<Collapse> collapse;
  std::vector<AnsweredOutcome> outcomes;
  protocol::Coverage coverage;
  std::vector<std::uint64_t> weak_orders;  // program counters
  std::string output;                      // what the program printed
  bool memory_reusable = false;            // of Response
  bool unfitted =
      false;  // a requested schedule does not belong to this program
  std::shared_ptr<sandbox::SharedMapping>
      mapping;  // holds the trace, if one was asked for
};

// Thrown when the user interrupts.
struct Cancelled : std::exception {
  const char* what() const noexcept override { return "interrupted"; }
};

class Worker {
 public:
  // `arguments`, if the worker is a whole program: its main's, the name first.
  Worker(std::filesystem::path program, const std::atomic<bool>* cancel,
         std::optional<std::vector<std::string>> arguments = {})
      : program_(std::move(program)),
        cancel_(cancel),
        arguments_(std::move(arguments)) {}
  Worker with(const std::atomic<bool>* cancel) const {
    return {program_, cancel, arguments_};
  }

  Answer explore(const Question&, const Budget&) const;
  // One outcome for each schedule, in order.
  Answer run(const Question&, const std::vector<Schedule>&) const;
  // One outcome; its steps are in the mapping.
  Answer trace(const Question&, const Schedule&) const;

  const std::filesystem::path& program() const { return program_; }

 private:
  friend class WorkerSession;
  Answer ask(const std::shared_ptr<sandbox::SharedMapping>&) const;
  void put_kind(protocol::Request&) const;
  sandbox::Command command_for(const sandbox::SharedMapping&) const;

  std::filesystem::path program_;
  const std::atomic<bool>* cancel_;
  std::optional<std::vector<std::string>> arguments_;
};

}  // namespace course::judge
