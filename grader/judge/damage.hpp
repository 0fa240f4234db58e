// What a data race can do: a second search, with switches at its two accesses.
#pragma once

#include <memory>

#include "judge/evidence.hpp"

namespace course::judge {

// `race`: the evidence for the candidate, whose trace has the two accesses.
// Null if no order that was tried fails in another way.
std::shared_ptr<protocol::Failure> damage_of(const protocol::Failure& race,
                                             const Candidate&, const Worker&,
                                             const Assignment&,
                                             const std::string& test);

}  // namespace course::judge
