// Names for the objects of a trace, such as a reader would use: "x.mutex_".
#pragma once

#include <functional>
#include <string>

#include "protocol/trace.hpp"

namespace course::judge {

// The text of a line of the submission, whose files are known by their base
// names; empty if there is none.
using LineText = std::function<std::string(const std::string& file, int line)>;

// An object inside one that the scenario named is called after it, followed by
// the member's name where the line that first uses it tells that; others by the
// member's name alone, numbered if it is not unique, or by their kind and a
// number.
void name_objects(protocol::Trace&, const LineText&);

// What a line that uses an object of that kind calls it: "m_" of
// "std::scoped_lock g(from.m_, to.m_);", "ready_" of "ready_.wait(lock);".
// Empty if the line does not tell.
std::string object_on_line(const std::string& line, protocol::ObjectKind);

}  // namespace course::judge
