// Cuts a run of some hundred steps down to the rows that tell why it fails.
//
// Steps of one task on one source line become one row. Then the decisive steps
// of the verdict (decisive_steps.hpp) stay, and for verdicts that are about an
// order rather than a place also the ends of what each task does between two
// switches and the steps on data that tasks share. What is too much goes, least
// telling rows first, out of the middle of long stretches and from the
// beginning of the run; a gap row stands where something is missing.
//
// Lu et al. (ASPLOS 2008): 92 % of 105 real bugs need an order of at most four
// accesses, so eight rows nearly always suffice.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "protocol/result.hpp"

namespace course::report {

inline constexpr std::size_t most_rows = 12;
inline constexpr std::size_t ideal_rows = 8;

struct Row {
  int task = 0;
  bool gap = false;  // rows of this task left out here; all else is empty
  protocol::Frame where;
  std::vector<std::size_t> steps;   // positions in Trace::steps; empty: the
                                    // access with which the run ended
  std::vector<std::size_t> values;  // those whose value the reader needs
  bool telling = false;             // one of them is a statement's own value
  std::size_t places = 1;           // of memory that the values are in
  int times = 1;     // the line came so often, with nothing of note between
  std::string note;  // "writes", "nobody waits"; may be empty
};

// At most `limit` rows, gap rows included; in execution order.
std::vector<Row> select_rows(const protocol::Failure&,
                             std::size_t limit = most_rows);

}  // namespace course::report
