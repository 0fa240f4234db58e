// Merges the steps of a trace into rows and says how much each of them tells.
#pragma once

#include <cstddef>
#include <vector>

#include "report/decisive_steps.hpp"
#include "report/step_selection.hpp"

namespace course::report {

// How much a row tells. Rows go in this order when there are too many.
enum Weight : int {
  nothing,
  synchronisation,
  leaving,  // synchronisation with which a run ends: it makes the switch
            // possible
  data,
  boundary,
  decisive
};

struct Weighed {
  Row row;
  int weight = nothing;
  std::size_t run = 0;  // number of the stretch without a switch
  bool waits = false;
  bool kept = false;
};

// In execution order. With context: also rows that are not decisive have a
// weight, by what they touch and by where they stand between two switches.
std::vector<Weighed> weigh(const protocol::Trace&, const Decisive&,
                           bool with_context);

}  // namespace course::report
