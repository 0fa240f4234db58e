// What an operation does, in a word, and what kind of operation it is.
#pragma once

#include <string>

#include "protocol/operation.hpp"

namespace course::report {

// "reads", "writes", and the names of operations for the rest.
std::string verb(protocol::Operation);

bool takes_lock(protocol::Operation);
bool gives_lock(protocol::Operation);
bool notifies(protocol::Operation);
// Of the heap; its place is the caller's last known one.
bool is_memory(protocol::Operation);
// Writes memory, plain or atomic.
bool changes(protocol::Operation);

}  // namespace course::report
