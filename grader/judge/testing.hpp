// The judge's side of a hidden test. A <exercise>_test.cpp includes this header
// only:
//
//   TEST_SUITE("02-locks/account") {
//     TEST_CASE("no transfer is lost") {
//       auto runs = explore("opposite transfers", {{"amount", 60}});
//       CHECK(runs.every("the balances add up", [](const Outcome& o) {
//         return o.integer("total") == 200;
//       }));
//     }
//   }
//
// A race, deadlock, crash, leak, live-lock or early exit in any schedule fails
// the test case by itself; the checks behind explore() see the complete runs.
// Whatever fails at the fewest delays is shown. exercise.toml puts the test
// cases, by name, into ordered steps.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "judge/outcome.hpp"
#include "protocol/faults.hpp"

namespace course::judge {

struct Exploration;

// The distinct outcomes of a scenario under all schedules that were tried.
class Runs {
 public:
  explicit Runs(std::shared_ptr<Exploration> exploration)
      : exploration_(std::move(exploration)) {}

  // True if `predicate` holds for every outcome. If not, the report says that
  // `claim` fails and shows the outcome's schedule. A predicate that throws
  // MissingObservation or WrongKind does not hold.
  bool every(std::string_view claim,
             const std::function<bool(const Outcome&)>& predicate) const;

  // True if every outcome observed under `key` one of `allowed`, compared as a
  // whole. The report shows the values seen and the values allowed. `what`
  // names them: "the output", "the two balances".
  bool only(std::string_view key, std::string_view what,
            std::initializer_list<Values> allowed) const;

 private:
  std::shared_ptr<Exploration> exploration_;
};

struct ExploreInput {
  const char* name;
  std::int64_t value;
};

// What a test may change about an exploration.
struct ExploreOptions {
  std::uint32_t faults = 0;  // of protocol::Fault
  // Everybody gets a turn at every point and a mutex goes to who has waited
  // longest; nothing is sampled. For scenarios with course_test::Request.
  bool fair = false;
  // About so many orders, samples included; 1: the one without a delay. Lock
  // cycles seen in them are still confirmed, and reused memory is tried in
  // orders of its own. 0: as many as the grading tries. For scenarios with much
  // data.
  std::uint32_t orders = 0;
  // Instead of a deadlock the report says `not-parallel`, with this sentence:
  // for a scenario whose callbacks wait for each other, so that work done one
  // after the other can never finish.
  std::string_view meeting = {};
};

// Runs the scenario of that name under the schedules of the current grading
// session.
Runs explore(std::string_view scenario,
             std::initializer_list<ExploreInput> inputs = {},
             const ExploreOptions& options = {});

}  // namespace course::judge

using course::judge::explore;
using course::judge::ExploreOptions;
using course::judge::Outcome;
using course::judge::Value;
using course::judge::Values;
using course::protocol::fault_allocation;
using course::protocol::fault_callback_throws;
using course::protocol::fault_early_timeout;
using course::protocol::fault_fork;
using course::protocol::fault_interrupt;
using course::protocol::fault_killed;
using course::protocol::fault_mapping;
using course::protocol::fault_short_read;
using course::protocol::fault_short_write;
using course::protocol::fault_small_pipe;
using course::protocol::fault_spurious_wakeup;
using course::protocol::fault_thread_creation;
using course::protocol::fault_weak_cas;
