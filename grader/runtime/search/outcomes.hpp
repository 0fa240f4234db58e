// The distinct outcomes of an exploration. Runs on the driver only, between
// schedules.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "runtime/core/state.hpp"
#include "runtime/strategy/deviations.hpp"

namespace course::runtime {

struct OutcomeRecord {
  std::uint64_t hash = 0;
  Verdict verdict = Verdict::pass;
  std::uint8_t bound =
      0;  // the lowest at which it was seen, or directed_bound, sampled_bound
  std::uint32_t points =
      0;  // of the schedule kept: the shortest of the lowest bound
  std::uint64_t count =
      0;  // schedules of that bound (or samples) that ended like this
  std::uint64_t first = 0;  // ordinal of the schedule kept
  std::uint32_t trace_hash = 0;
  std::vector<DeviationPoint> deviations;
  std::vector<char> message;
  std::vector<std::byte> observations;
};

class Outcomes {
 public:
  // Takes in the schedule that has just ended, which stands for no order yet
  // (see count()). Returns which outcome it is, from 0.
  std::size_t add(std::uint8_t bound);
  // So many orders with that bound ended like this.
  void count(std::size_t outcome, std::uint8_t bound, std::uint64_t orders);
  // One record per schedule, in order, equal or not.
  void add_always();

  bool all_pass() const;
  bool too_many() const { return records_.size() > protocol::max_outcomes; }
  // False if they do not fit.
  bool write(protocol::Mapping&) const;

 private:
  static OutcomeRecord record_of_last(std::uint8_t bound);

  std::vector<OutcomeRecord> records_;
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::uint64_t schedules_ = 0;
};

}  // namespace course::runtime
