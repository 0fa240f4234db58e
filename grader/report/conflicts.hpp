// The accesses of a run that no one-at-a-time order of the operations can
// explain: one task touches memory, another one touches it in between, the
// first one comes back to it. Lu et al. (ASPLOS 2008) find such a pattern, on
// one variable or two, behind nearly all atomicity violations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "protocol/result.hpp"

namespace course::report {

struct Conflict {
  // The two to four accesses of the pattern; empty if there is none.
  std::set<std::size_t> essential;
  // What else the two tasks do to that memory meanwhile.
  std::set<std::size_t> related;
  std::set<std::uint64_t> addresses;  // one or two
  int first = 0, second = 0;          // the tasks
  // The submission's own statements show it; else only the order in which it
  // goes in and out of containers and callbacks does.
  bool direct = false;
};

// The pattern that tells most: one variable before two, statements before the
// inside of containers, numbers before pointers, values that the result has.
Conflict find_conflict(const protocol::Failure&);

}  // namespace course::report
