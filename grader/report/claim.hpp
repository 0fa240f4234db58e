// What a passed check promises, to the letter: "all" is said only if no choice
// of any kind was cut.
#pragma once

#include <string>
#include <vector>

#include "protocol/result.hpp"

namespace course::report {

// "all 84 orders", or "every order with at most 2 delays (1,555), then 2,000
// sampled": several scenarios are added up, the smallest bound counts.
std::string claimed_orders(const std::vector<protocol::Coverage>&);

// The orders, the faults injected and the memory model, in one sentence.
std::string claim(const std::vector<protocol::Coverage>&);

// "weaker memory orders were checked for races, not for stale values" if the
// submission uses one, else empty.
std::string weak_order_remark(const std::vector<protocol::Coverage>&);

// "spurious wake-ups and early time-outs"; "no faults".
std::string fault_names(std::uint32_t faults);

}  // namespace course::report
