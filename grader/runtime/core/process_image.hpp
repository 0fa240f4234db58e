// The memory of processes that do not run.
//
// All processes of a schedule use the same addresses. What is private to the
// one that runs lies there: variables, heap, the stacks and thread-local
// storage that more than one process has, the buffers of stdin, stdout and
// stderr, and the list of open streams. When another process goes on, that is
// copied aside and the other's copied in. What else the libraries keep for
// themselves is common to all.
#pragma once

#include <cstdio>

#include "runtime/core/state.hpp"

namespace course::runtime {

// Copies aside what the process that runs would find there now: its own memory,
// or, of the new process of a fork, its parent's. Each task's stack begins at
// its saved stack pointer.
void save_image(Process&);
// Makes it the memory that is seen.
void load_image(const Process&);

// The buffers of stdin, stdout and stderr are no variables of the program:
// every schedule begins with them as they are when the first does.
void keep_streams();
void put_streams_back();
// Of the process that runs; the others follow in its _chain.
FILE* first_stream();

}  // namespace course::runtime
