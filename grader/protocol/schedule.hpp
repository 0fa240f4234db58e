// A schedule, as its deviations from the default one, and the replay string
// that names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace course::protocol {

// At the `point`-th choice of the run (counted from 1; a choice has at least
// two options), option `choice` (at least 1; 0 is the default) is taken. A
// delay-bounded search charges `choice` delays.
struct Deviation {
  std::uint32_t point;
  std::uint32_t choice;
  bool operator==(const Deviation&) const = default;
};

// Everything that a replay needs. No seed, no strategy, no budget.
struct Replay {
  std::uint32_t exploration =
      0;                     // which explore() of the exercise's tests, from 1
  std::uint32_t faults = 0;  // of protocol::Fault
  std::vector<Deviation> deviations;  // by ascending point
  std::uint32_t check = 0;            // hash of the trace
  bool operator==(const Replay&) const = default;
};

// "2.b-1f0c": exploration 2, option 1 at choice 11, trace hash 1f0c. Numbers
// are base 36, the hash is hexadecimal; an option above 1 stands after a '+'
// ("b+2"); faults stand after a '~' ("2~1.b-1f0c").
std::string to_string(const Replay&);
std::optional<Replay> replay_from_string(std::string_view);

}  // namespace course::protocol
