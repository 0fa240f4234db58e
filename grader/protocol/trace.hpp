// A symbolised run, as the judge hands it to a report. The worker never sees
// these types.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/mapping.hpp"
#include "protocol/operation.hpp"
#include "protocol/verdict.hpp"

namespace course::protocol {

// Whose code a frame is. Reports show `submission` lines, fall back to
// `scenario`, never `library`.
enum class Owner : std::uint8_t { submission, scenario, library };

struct Frame {
  std::string function;  // demangled, without parameters; empty if unknown
  std::string file;  // base name for the submission and the scenario, else the
                     // full path
  int line = 0;      // 1-based; 0 if unknown
  Owner owner = Owner::library;
};
using Stack = std::vector<Frame>;  // innermost first

// The innermost frame in the submission, else in the scenario, else null.
inline const Frame* shown_frame(const Stack& stack) {
  for (Owner owner : {Owner::submission, Owner::scenario})
    for (const Frame& f : stack)
      if (f.owner == owner && f.line > 0) return &f;
  return nullptr;
}

struct Step {
  std::uint32_t index = 0;  // position in the trace, from 0
  int task = 0;             // from 1: the scenario itself is task 1
  Operation operation = Operation::none;
  std::uint32_t object = 0;  // 0: none
  bool waits = false, failed = false, atomic = false;
  std::uint32_t point =
      0;  // 1-based number of the choice made before this step; 0: no choice
  int options = 0, chosen = 0;
  std::uint64_t address = 0;  // plain memory and atomics
  std::uint32_t size = 0;     // bytes at `address`
  std::int64_t value =
      0;             // read, loaded, written or stored there, if size <= 8
  std::string text;  // of an exception: its type, mangled, and perhaps ": " and
                     // what it says
  Stack stack;
};

struct Object {
  std::uint32_t id = 0;
  ObjectKind kind = ObjectKind::none;
  std::string
      name;  // "x.mutex_", "mutex 1": never empty after the judge has named it
};

struct Held {
  std::uint32_t object = 0;
  std::uint32_t step = 0;  // index of the step that acquired it
};

struct TaskSummary {
  int id = 0;
  int process = 1;      // from 1: the scenario's own
  bool forked = false;  // the first task of its process
  std::string
      name;  // "thread 1", "process 2"; the scenario's own task is "main"
  TaskState state = TaskState::runnable;
  Operation blocked_in = Operation::none;
  std::uint32_t waits_for = 0;  // object
  std::vector<Held> held;
  Stack stack;
};

struct Access {
  int task = 0;
  Operation operation = Operation::read;
  bool atomic = false;
  std::uint64_t address = 0;
  std::uint32_t size = 0;
  std::uint64_t site = 0;           // return address of its callback
  std::vector<std::uint32_t> held;  // objects
  Stack stack;
};

// An object that the scenario gave a name.
struct Region {
  std::uint64_t address = 0, size = 0;
  std::string name;
};

// A descriptor of a process that runs, for one end of a pipe or socket.
struct OpenEnd {
  int process = 1;  // from 1
  std::uint32_t object = 0;
  bool writes = false;  // it can be written to; else read from
  int number = 0;
  Stack stack;  // of the call that made it
};

struct Trace {
  std::vector<Object> objects;
  std::vector<TaskSummary> tasks;
  std::vector<Step> steps;
  std::vector<Access> accesses;
  std::vector<Region> regions;
  std::vector<OpenEnd> open_ends;

  const Object* object(std::uint32_t id) const {
    for (const Object& o : objects)
      if (o.id == id) return &o;
    return nullptr;
  }
  const TaskSummary* task(int id) const {
    for (const TaskSummary& t : tasks)
      if (t.id == id) return &t;
    return nullptr;
  }
};

}  // namespace course::protocol
