// Finds steps of a trace: the last before a place, the first behind it, the one
// that an access is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "protocol/trace.hpp"

namespace course::report {

using Position = std::optional<std::size_t>;  // in Trace::steps

// The last step before `end` for which `matches` holds.
template <class Matches>
Position last(const protocol::Trace& trace, std::size_t end, Matches matches) {
  for (std::size_t i = std::min(end, trace.steps.size()); i-- > 0;)
    if (matches(trace.steps[i])) return i;
  return std::nullopt;
}

// The first step from `begin` on.
template <class Matches>
Position first(const protocol::Trace& trace, std::size_t begin,
               Matches matches) {
  for (std::size_t i = begin; i < trace.steps.size(); ++i)
    if (matches(trace.steps[i])) return i;
  return std::nullopt;
}

// By Step::index.
Position position_of(const protocol::Trace&, std::uint32_t index);

// Both stacks show the reader the same line.
bool same_line(const protocol::Stack&, const protocol::Stack&);

}  // namespace course::report
