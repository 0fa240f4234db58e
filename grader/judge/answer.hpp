// A worker's answer, read from the mapping without trusting it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "judge/outcome.hpp"
#include "protocol/mapping.hpp"
#include "protocol/schedule.hpp"
#include "protocol/verdict.hpp"

namespace course::judge {

struct AnsweredOutcome {
  protocol::Verdict verdict = protocol::Verdict::pass;
  bool sampled = false;      // phase 2 only
  std::uint32_t faults = 0;  // allowed besides those of the question
  std::uint32_t bound = 0;   // the lowest number of delays at which it was seen
  std::uint32_t delays = 0;  // of the schedule below
  std::uint32_t points = 0;  // of the schedule below
  std::uint64_t count =
      0;  // schedules of that bound, or samples, that ended like this
  std::uint64_t first = 0;
  std::uint32_t trace_hash = 0;
  std::vector<protocol::Deviation> schedule;
  std::string message;
  std::vector<Observation> observations;
};

// Throws protocol::MalformedAnswer.
std::vector<AnsweredOutcome> read_outcomes(const protocol::Mapping&);

}  // namespace course::judge
