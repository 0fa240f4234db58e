#include "report/wait_graph.hpp"

#include <algorithm>

namespace course::report {

using protocol::Operation;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;

namespace {

// Extends `path` until it closes; keeps the shortest closed one in `best`. The
// graph has a handful of tasks, and nearly every task waits for one owner.
void search(const Trace& trace, Tasks& path, Tasks& best) {
  for (const TaskSummary* next : owners(trace, path.back()->waits_for)) {
    if (next->state != TaskState::blocked) continue;
    if (next == path.front()) {
      if (best.empty() || path.size() < best.size()) best = path;
    } else if (std::ranges::find(path, next) == path.end()) {
      path.push_back(next);
      search(trace, path, best);
      path.pop_back();
    }
  }
}

bool only_joins(const TaskSummary& task) {
  if (task.blocked_in != Operation::join) return false;
  const protocol::Frame* frame = protocol::shown_frame(task.stack);
  return frame == nullptr || frame->owner == protocol::Owner::scenario;
}

}  // namespace

Tasks owners(const Trace& trace, std::uint32_t object) {
  Tasks found;
  if (object == 0) return found;
  const protocol::Object* o = trace.object(object);
  for (const TaskSummary& task : trace.tasks) {
    const bool holds = std::ranges::any_of(
        task.held, [&](const auto& h) { return h.object == object; });
    const bool is = o != nullptr && o->kind == protocol::ObjectKind::task &&
                    o->name == task.name;
    if (holds || is) found.push_back(&task);
  }
  return found;
}

Tasks circle(const Trace& trace) {
  Tasks best;
  for (const TaskSummary& task : trace.tasks) {
    if (task.state != TaskState::blocked) continue;
    Tasks path{&task};
    search(trace, path, best);
  }
  return best;
}

const TaskSummary* root_wait(const Trace& trace) {
  for (const TaskSummary& task : trace.tasks) {
    if (task.state != TaskState::blocked) continue;
    const Tasks able = owners(trace, task.waits_for);
    if (std::ranges::none_of(able, [](const TaskSummary* t) {
          return t->state == TaskState::blocked;
        }))
      return &task;
  }
  return nullptr;
}

Tasks stuck(const Trace& trace) {
  if (Tasks round = circle(trace); !round.empty()) {
    std::ranges::sort(round, {}, &TaskSummary::id);
    return round;
  }
  Tasks all, shown;
  for (const TaskSummary& task : trace.tasks) {
    if (task.state != TaskState::blocked) continue;
    all.push_back(&task);
    if (!only_joins(task)) shown.push_back(&task);
  }
  return shown.empty() ? all : shown;
}

std::string kind_of(const Tasks& tasks) {
  const auto other = [&](const TaskSummary* t) {
    return t->process != tasks.front()->process;
  };
  if (std::ranges::none_of(tasks, other)) return "threads";
  return std::ranges::all_of(
             tasks,
             [](const TaskSummary* t) { return t->forked || t->id == 1; })
             ? "processes"
             : "threads of several processes";
}

std::string task_name(const Trace& trace, int task) {
  const TaskSummary* summary = trace.task(task);
  if (summary != nullptr && !summary->name.empty()) return summary->name;
  return task == 1 ? "main" : "thread " + std::to_string(task - 1);
}

std::string process_name(int process) {
  return process == 1 ? "main" : "process " + std::to_string(process);
}

std::string object_name(const Trace& trace, std::uint32_t object) {
  const protocol::Object* o = trace.object(object);
  return o == nullptr || o->name.empty() ? "an object" : o->name;
}

}  // namespace course::report
