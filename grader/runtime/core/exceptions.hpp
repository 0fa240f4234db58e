// Exceptions that nobody catches, and exception objects that travel between
// threads.
#pragma once

#include <unwind.h>

#include "runtime/core/layout.hpp"

namespace course::runtime {

// Once: sets the terminate handler, which turns std::terminate into a verdict.
void start_exceptions();

// `site` lies in the C++ library's allocation of an exception object. Such
// objects are counted and freed by uninstrumented code, whose synchronisation
// the race detector cannot see.
bool called_for_an_exception(Address site);

// An exception begins at `site` in the current task: a step of the trace, but
// neither a point nor part of the hash.
void note_throw(const _Unwind_Exception&, Address site);

}  // namespace course::runtime
