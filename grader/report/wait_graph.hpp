// Who waits for whom at the end of a run: the difference between a circle and a
// wait for something that never comes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/trace.hpp"

namespace course::report {

using Tasks = std::vector<const protocol::TaskSummary*>;

// The tasks that could end a wait for this object: those that hold it or, if it
// is itself a task, that task. Ended tasks included.
Tasks owners(const protocol::Trace&, std::uint32_t object);

// The shortest circle of blocked tasks, each waiting for the next and the last
// for the first; starts with its lowest task. Empty if there is none.
Tasks circle(const protocol::Trace&);

// A blocked task whose wait no other blocked task could end: where a chain of
// waits without a circle begins. Null if nothing is blocked.
const protocol::TaskSummary* root_wait(const protocol::Trace&);

// The blocked tasks worth showing, the circle only if there is one. A scenario
// that merely waits for its threads to end is left out unless it is all there
// is.
Tasks stuck(const protocol::Trace&);

// "threads", as those of one process are; "processes", if each is the first
// thread of its own; else "threads of several processes".
std::string kind_of(const Tasks&);

// "thread 2"; "thread 7" for a task without a summary.
std::string task_name(const protocol::Trace&, int task);
// "process 2"; the scenario's own is "main".
std::string process_name(int process);
// "x.mutex_"; "an object" for id 0.
std::string object_name(const protocol::Trace&, std::uint32_t object);

}  // namespace course::report
