// What a step touches: a named object, or a piece of plain memory.
#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "protocol/trace.hpp"

namespace course::report {

// Equal for two steps that touch the same object or the same eight bytes; 0 if
// a step touches nothing known.
std::uint64_t touched(const protocol::Step&);

// The things that more than one task touches.
std::set<std::uint64_t> touched_by_many(const protocol::Trace&);

// Whether [a, a + size) and [b, b + size) have a byte in common. Unknown
// addresses (0) do not rule it out.
bool may_overlap(std::uint64_t a, std::uint32_t a_size, std::uint64_t b,
                 std::uint32_t b_size);

// Whether Step::value is a number worth showing, not an address, a letter or a
// floating-point pattern.
bool has_number(const protocol::Step&);
// Step::value as a signed number of the step's size.
std::int64_t number_of(const protocol::Step&);

// The first and the last step of the tasks that the scenario has created. What
// it does itself before and after them is preparation and inspection.
std::pair<std::size_t, std::size_t> others_alive(const protocol::Trace&);

}  // namespace course::report
