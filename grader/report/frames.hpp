// Whose code does what a step does, and on which line: the reader's own
// statement, the inside of a container, or a callback of the scenario.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "protocol/trace.hpp"

namespace course::report {

// The innermost frame that is no library's; null if there is none.
const protocol::Frame* origin(const protocol::Stack&);

// "account.hpp:14" of the frame that is shown; empty if there is none.
std::string place(const protocol::Stack&);
// " at account.hpp:14", or nothing.
std::string at_place(const protocol::Stack&);

// The header of the standard library that the frame that is shown calls:
// "barrier"; or nothing.
std::string called_header(const protocol::Stack&);

// The submission has called back into the scenario: put() or make() does it.
bool in_callback(const protocol::Stack&);

// A statement of the submission itself reads or writes there: `balance_ +=
// amount`, also on an atomic. What a container does inside is not.
bool is_direct(const protocol::Step&);

// The stack of step `at`. The record of a free has the caller's last known
// place only; the check of the memory right before it knows the exact one.
const protocol::Stack& stack_of(const protocol::Trace&, std::size_t at);

// Step `at` is no write of the program but the check that belongs to a free.
bool belongs_to_free(const protocol::Trace&, std::size_t at);

// The submission's function that the scenario called, and that made step `at`,
// has ended: the last step that it made. None if the trace does not show that.
std::optional<std::size_t> end_of_call(const protocol::Trace&, std::size_t at);

// In a constructor or destructor of the submission's.
bool makes_object(const protocol::Step&);

// An exception begins there, on a line or in a call that can be shown.
bool throws(const protocol::Step&);

}  // namespace course::report
