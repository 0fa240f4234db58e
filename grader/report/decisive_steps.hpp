// The steps without which a failure cannot be understood, by verdict: the lock
// that was taken and the wait that never ends, the two racing accesses, the
// notification that nobody heard.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "protocol/result.hpp"
#include "report/verbs.hpp"

namespace course::report {

struct Decisive {
  // By position in Trace::steps; the text is a note for the reader, or empty.
  std::map<std::size_t, std::string> steps;
  // Of less weight: what else happens to the same data, and the locks around.
  std::set<std::size_t> helpful, locks;
  // Steps whose value is part of the story, and in how many places they are.
  std::set<std::size_t> values;
  std::size_t locations = 1;
  bool complete = false;  // nothing else needs to be shown
  // Accesses of the trace that are no step of it: the run ended there.
  std::vector<const protocol::Access*> unseen;
};

Decisive decisive_steps(const protocol::Failure&);

// The last step that is this access; none if the trace ends before it.
std::optional<std::size_t> step_of(const protocol::Trace&,
                                   const protocol::Access&);

}  // namespace course::report
