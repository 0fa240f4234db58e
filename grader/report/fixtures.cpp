#include "report/fixtures.hpp"

#include <iterator>

#include "report/wait_graph.hpp"

namespace course::report::fixtures {

using protocol::Frame;
using protocol::ObjectKind;
using protocol::Operation;
using protocol::Owner;
using protocol::Stack;
using protocol::Step;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::TestState;
using protocol::Verdict;

std::string lines(std::initializer_list<std::pair<int, std::string>> some) {
  std::string text;
  int at = 1;
  for (const auto& [number, line] : some) {
    for (; at < number; ++at) text += "\n";
    text += line + "\n";
    ++at;
  }
  return text;
}

std::uint32_t TraceBuilder::object(ObjectKind kind, std::string name) {
  const auto id = static_cast<std::uint32_t>(trace_.objects.size() + 1);
  trace_.objects.push_back({id, kind, std::move(name)});
  return id;
}

Stack TraceBuilder::stack(int line) const {
  Stack s{
      {"pthread_mutex_lock", "/usr/include/c++/12/mutex", 7, Owner::library}};
  if (line > 0) s.push_back({"course::f", file_, line, Owner::submission});
  s.push_back({"scenario", "account_scenarios.cpp", line < 0 ? -line : 20,
               Owner::scenario});
  return s;
}

Step& TraceBuilder::step(int task, Operation operation, int line,
                         std::uint32_t object) {
  Step s;
  s.index = static_cast<std::uint32_t>(trace_.steps.size());
  s.task = task;
  s.operation = operation;
  s.object = object;
  s.stack = stack(line);
  if (operation == Operation::read || operation == Operation::write)
    s.stack.erase(s.stack.begin());  // a statement of its own
  s.atomic = operation == Operation::load || operation == Operation::store;
  if (s.atomic) s.stack.front().file = "/usr/include/c++/12/atomic";
  if (options_ > 0) {
    s.point = ++points_;
    s.options = std::exchange(options_, 0);
    s.chosen = chosen_;
  }
  trace_.steps.push_back(std::move(s));
  return trace_.steps.back();
}

Step& TraceBuilder::waits(int task, Operation operation, int line,
                          std::uint32_t object) {
  Step& s = step(task, operation, line, object);
  s.waits = true;
  return s;
}

Step& TraceBuilder::number(int task, Operation operation, int line,
                           std::int64_t value) {
  Step& s = step(task, operation, line);
  s.address = 0x7000'0000;
  s.size = 4;
  s.value = value;
  return s;
}

Step& TraceBuilder::throws(int task, int line) {
  Step& s = step(task, Operation::throw_exception, line);
  s.text = "St12out_of_range: map::at";
  return s;
}

Step& TraceBuilder::in_callback(Step& s) {
  s.stack.insert(s.stack.begin(),
                 {"put", "account_scenarios.cpp", 5, Owner::scenario});
  return s;
}

void TraceBuilder::choice(int options, int chosen) {
  options_ = options;
  chosen_ = chosen;
}

TaskSummary& TraceBuilder::summary(int task) {
  TaskSummary t;
  t.id = task;
  t.name = task == 1 ? "main" : "thread " + std::to_string(task - 1);
  trace_.tasks.push_back(std::move(t));
  return trace_.tasks.back();
}

void TraceBuilder::ended(int task, std::vector<protocol::Held> held) {
  TaskSummary& t = summary(task);
  t.state = TaskState::ended;
  t.held = std::move(held);
}

TaskSummary& TraceBuilder::blocked(int task, Operation operation,
                                   std::uint32_t object, int line,
                                   std::vector<protocol::Held> held) {
  TaskSummary& t = summary(task);
  t.state = TaskState::blocked;
  t.blocked_in = operation;
  t.waits_for = object;
  t.held = std::move(held);
  t.stack = stack(line);
  return t;
}

void TraceBuilder::forked(int process) {
  TaskSummary& t = trace_.tasks.back();
  t.process = process;
  t.forked = true;
  t.name = process_name(process);
}

void TraceBuilder::running(int task, int line,
                           std::vector<protocol::Held> held) {
  TaskSummary& t = summary(task);
  t.stack = stack(line);
  t.held = std::move(held);
}

void TraceBuilder::access(int task, Operation operation, int line,
                          std::vector<std::uint32_t> held, bool atomic) {
  protocol::Access a;
  a.task = task;
  a.operation = operation;
  a.atomic = atomic;
  a.address = 0x7000'0000;
  a.size = 4;
  a.held = std::move(held);
  a.stack = stack(line);
  trace_.accesses.push_back(std::move(a));
}

void TraceBuilder::creates_two() {
  const auto first = object(ObjectKind::task, "thread 1");
  const auto second = object(ObjectKind::task, "thread 2");
  step(1, Operation::create, -12, first);
  step(1, Operation::create, -13, second);
  waits(1, Operation::join, -14, first);
}

Fixture failing(std::string name, Verdict verdict, const TraceBuilder& trace,
                std::string source) {
  Fixture f;
  f.name = std::move(name);
  f.result.exercise = "02-locks/account";
  f.result.file = "exercises/02-locks/account/account.hpp";
  f.result.verdict = verdict;
  f.result.steps = {
      {"one account", {{"no overdraft", TestState::passed, Verdict::pass}}},
      {"transfers", {{"no hang", TestState::failed, verdict}}},
      {"statements", {{"sums", TestState::not_run, Verdict::pass}}}};
  protocol::Failure failure;
  failure.verdict = verdict;
  failure.test = "no hang";
  failure.scenario = "two transfers in opposite directions";
  failure.replay = "2.b1-1f0c";
  failure.delays = 1;
  failure.failing = 2;
  failure.tried = 14;
  failure.replayed = true;
  failure.trace = trace.trace();
  f.result.failure = std::move(failure);
  f.result.times = {0.31, 0.04, 0.02, false};
  f.sources = {{"account.hpp", std::move(source)},
               {"account_scenarios.cpp",
                lines({{12, "  std::thread a([&] { transfer(x, y, 60); });"},
                       {13, "  std::thread b([&] { transfer(y, x, 30); });"},
                       {14, "  a.join();"},
                       {15, "  b.join();"}})}};
  f.options.lesson = "lessons/" + lesson_section(verdict);
  f.options.next_hint = true;
  return f;
}

std::vector<Fixture> all() {
  std::vector<Fixture> list;
  for (auto make : {deadlocks, memory_errors, others}) {
    std::vector<Fixture> some = make();
    std::move(some.begin(), some.end(), std::back_inserter(list));
  }
  return list;
}

}  // namespace course::report::fixtures
