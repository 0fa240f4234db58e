// Thread-local storage for fibers: every task has its own `errno`, exceptions
// in flight and thread_local variables, although all run on one kernel thread.
#pragma once

#include "runtime/core/layout.hpp"

namespace course::runtime {

struct Task;

// What the libraries keep in thread-local storage across a point.
struct LibraryLocals {
  Address exceptions[2];  // caught ones, and the number of uncaught ones
  void* once_callable;    // of std::call_once
  void (*once_call)();
  int error;  // errno
};

// A task's storage. Kept from schedule to schedule.
struct ThreadStorage {
  Address block;         // the value of the FS base; 0: not made yet
  LibraryLocals locals;  // while switched out, if all tasks share one block
};

// Once, on the driver. Returns a sentence if this machine cannot do it.
const char* start_thread_storage();

// Puts the task's storage back to its first bytes.
void prepare_thread_storage(ThreadStorage&);

// From here on the variables of `to` are seen. The driver has a storage, too.
void switch_thread_storage(ThreadStorage& from, ThreadStorage& to);

// `to`, not in use, becomes the storage of a task that goes on where the
// running one, whose storage is `from`, stands.
void share_thread_storage(const ThreadStorage& from, ThreadStorage& to);
// Where its variables lie; empty if they are copied at every switch anyway.
Range variables_in(const ThreadStorage&);

// `a` is seen by all tasks, but what lies there is the running task's own.
bool in_switched_storage(Address a);

}  // namespace course::runtime
