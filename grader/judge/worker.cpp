#include "judge/worker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "protocol/error.hpp"
#include "protocol/wire.hpp"

namespace course::judge {
namespace {

using protocol::Mode;
using protocol::Stage;
using protocol::Verdict;
using protocol::WorkerError;
using sandbox::End;

void put_question(protocol::Request& r, const Question& q, Mode mode) {
  r.version = protocol::mapping_version;
  r.mode = mode;
  protocol::require(q.scenario.size() < sizeof r.scenario,
                    "a scenario's name fits the request");
  std::strcpy(r.scenario, q.scenario.c_str());
  protocol::require(q.inputs.size() <= std::size(r.inputs),
                    "the inputs fit the request");
  for (const auto& [name, value] : q.inputs) {
    protocol::Input& input = r.inputs[r.input_count++];
    protocol::require(name.size() < sizeof input.name,
                      "an input's name fits the request");
    std::strcpy(input.name, name.c_str());
    input.value = value;
  }
  r.faults = q.faults;
  r.flags = q.flags;
  if (!q.watched.empty()) r.flags |= protocol::watch_accesses;
  for (const std::uint64_t site : q.watched)
    if (r.watched_count < std::size(r.watched))
      r.watched[r.watched_count++] = site;
  r.step_limit = q.step_limit;
}

std::shared_ptr<sandbox::SharedMapping> make_request(const Question& q,
                                                     Mode mode) {
  auto mapping = std::make_shared<sandbox::SharedMapping>();
  put_question((*mapping)->request, q, mode);
  return mapping;
}

void put_exploration(protocol::Request& r, const Question& q, Budget b) {
  if (q.orders > 0) {
    b.samples = std::min(b.samples, q.orders / 5);
    b.phase1_budget = std::min(b.phase1_budget, q.orders - b.samples);
  }
  r.seed = b.seed;
  r.phase1_budget = b.phase1_budget;
  r.max_delays = b.max_delays;
  r.deep_budget = b.deep_budget;
  // Samples are not fair.
  r.samples = q.flags & protocol::fair_turns ? 0 : b.samples;
  r.sampling = b.sampling;
}

void put_schedules(protocol::Mapping& m,
                   const std::vector<Schedule>& schedules) {
  protocol::Writer w(m.schedules, sizeof m.schedules);
  for (const Schedule& s : schedules) {
    w.u32(static_cast<std::uint32_t>(s.size()));
    for (const auto& d : s) {
      w.u32(d.point);
      w.u32(d.choice);
    }
  }
  protocol::require(!w.overflow(), "the schedules fit the request");
  m.request.schedule_count = static_cast<std::uint32_t>(schedules.size());
  m.request.schedule_bytes = static_cast<std::uint32_t>(w.size());
}

// The test asked for something that does not exist, or this machine cannot run
// workers: not the submission's doing.
void throw_worker_error(const protocol::Response& r) {
  char text[sizeof r.error_text];
  std::memcpy(text, r.error_text, sizeof text);
  text[sizeof text - 1] = 0;
  switch (r.error) {
    case WorkerError::none:
      return;
    case WorkerError::self_test:
      throw protocol::MachineError(
          "a Linux kernel and processor that run fibers", text,
          "use Linux on an x86-64 processor, with glibc");
    case WorkerError::no_main:
      throw protocol::CourseError("a program", "no function main in it",
                                  "name the file that has it, too");
    case WorkerError::unknown_scenario:
      throw protocol::InternalError(
          fmt::format("there is no scenario \"{}\"", text));
    default:
      throw protocol::InternalError(
          fmt::format("a hidden test is badly made: {}", text));
  }
}

std::optional<Collapse> collapse_of(const sandbox::Ended& e, Stage stage) {
  const bool complete = stage == Stage::ended;
  switch (e.how) {
    case End::cancelled:
      throw Cancelled{};
    case End::not_started:
      throw protocol::MachineError("to start the worker program",
                                   std::strerror(e.code),
                                   "see that the build folder is on a file "
                                   "system that can run programs");
    case End::out_of_cpu:
    case End::out_of_time:
      return Collapse{Verdict::too_slow, "it does not come to an end"};
    case End::out_of_memory:
      return Collapse{Verdict::crash, "it uses more than 1 GiB of memory"};
    case End::too_many_processes:
      return Collapse{Verdict::tampered, "it starts process after process"};
    case End::too_much_output:
      return Collapse{Verdict::too_slow, "it prints without end"};
    case End::stalled:
      return Collapse{
          Verdict::too_slow,
          fmt::format("it blocks outside the scheduler's control, in {}",
                      e.stuck_in.empty() ? "a system call" : e.stuck_in)};
    case End::exited:
    case End::signalled:
      break;
  }
  if (e.left_behind > 0)
    return Collapse{
        Verdict::tampered,
        fmt::format("it leaves {} process(es) behind", e.left_behind)};
  if (complete && e.how == End::exited) return std::nullopt;
  if (e.how == End::signalled && e.code != 9)
    return Collapse{Verdict::crash, fmt::format("it is ended by signal {} ({})",
                                                e.code, strsignal(e.code))};
  if (e.how == End::exited && e.code == 2 && stage == Stage::absent)
    throw protocol::MachineError("a machine on which workers start", e.output,
                                 "./course doctor says what is missing; if "
                                 "nothing is, report it");
  if (e.how == End::exited && e.code == 3)
    return Collapse{Verdict::forbidden, e.output};
  if (stage == Stage::absent)
    return Collapse{
        Verdict::crash,
        "it ends before the scenario begins, in a static initialiser"};
  return Collapse{Verdict::tampered, "it ends without an answer"};
}

// Nothing: it is there, and the worker waits for the next question.
Answer read_answer(const protocol::Mapping& m,
                   const std::optional<sandbox::Ended>& ended) {
  const protocol::Response& r = m.response;
  const Stage stage = r.stage.load();
  if (stage == Stage::ended) throw_worker_error(r);
  Answer a;
  if (ended) a.output = ended->output;
  a.unfitted = r.unfitted != 0;
  a.memory_reusable = r.memory_reusable != 0;
  if (ended)
    a.collapse = collapse_of(*ended, stage);
  else if (stage != Stage::ended)
    a.collapse = Collapse{Verdict::tampered, "it ends without an answer"};
  if (a.collapse) return a;
  const std::uint32_t places =
      std::min(r.weak_order_count, protocol::max_weak_orders);
  a.weak_orders.assign(r.weak_orders, r.weak_orders + places);
  try {
    a.outcomes = read_outcomes(m);
  } catch (const protocol::MalformedAnswer& e) {
    a.collapse = Collapse{Verdict::tampered, e.what()};
  }
  if (!a.collapse && a.outcomes.empty())
    a.collapse = Collapse{Verdict::tampered, "it ends without an answer"};
  return a;
}

struct Free {
  void operator()(void* p) const { std::free(p); }
};
using PrivateMapping = std::unique_ptr<protocol::Mapping, Free>;

// A worker that lives on can still write to what it shares. Memory that is not
// written to is not taken.
PrivateMapping copy_of_answer(const protocol::Mapping& m) {
  PrivateMapping copy(
      static_cast<protocol::Mapping*>(std::calloc(1, sizeof m)));
  if (!copy) throw std::bad_alloc();
  std::memcpy(static_cast<void*>(&copy->response), &m.response,
              sizeof m.response);
  std::memcpy(
      copy->outcomes, m.outcomes,
      std::min<std::size_t>(copy->response.outcome_bytes, sizeof m.outcomes));
  return copy;
}

protocol::Coverage coverage_of(const Question& q, const protocol::Response& r) {
  protocol::Coverage c;
  c.scenario = q.scenario;
  for (std::int32_t d = 0; d < static_cast<std::int32_t>(protocol::bound_slots);
       ++d)
    if (d <= r.completed_bound || r.bound_count[d] > 0)
      c.bound_counts.push_back(r.bound_count[d]);
  c.completed_bound = r.completed_bound;
  c.exhausted = r.exhausted != 0;
  c.limited = q.orders > 0;
  c.samples = r.samples;
  c.schedules = r.schedules;
  c.faults = q.faults;
  return c;
}

}  // namespace

Answer Worker::explore(const Question& q, const Budget& b) const {
  const auto mapping = make_request(q, Mode::explore);
  put_exploration((*mapping)->request, q, b);
  Answer a = ask(mapping);
  a.coverage = coverage_of(q, (*mapping)->response);
  return a;
}

Answer Worker::run(const Question& q,
                   const std::vector<Schedule>& schedules) const {
  auto mapping = make_request(q, Mode::run);
  put_schedules(**mapping, schedules);
  return ask(mapping);
}

Answer Worker::trace(const Question& q, const Schedule& schedule) const {
  auto mapping = make_request(q, Mode::trace);
  put_schedules(**mapping, {schedule});
  return ask(mapping);
}

sandbox::Command Worker::command_for(sandbox::SharedMapping& mapping) const {
  sandbox::Command command;
  command.arguments = {program_.string()};
  if (arguments_) {
    mapping->request.flags |= protocol::whole_program;
    command.arguments.insert(command.arguments.end(), arguments_->begin(),
                             arguments_->end());
  }
  command.environment = {"LANG=C", "LC_ALL=C", "PATH=/usr/bin:/bin", "TZ=UTC"};
  command.directory = "/";
  command.mapping = mapping.fd();
  // Safety nets only: what a schedule may cost is counted in the worker.
  command.limits.cpu_seconds = 60;
  command.limits.wall_seconds = 600;
  command.progress = &mapping->response.progress;
  command.cancel = cancel_;
  return command;
}

Answer Worker::ask(
    const std::shared_ptr<sandbox::SharedMapping>& mapping) const {
  const sandbox::Ended ended = sandbox::run(command_for(*mapping));
  Answer a = read_answer(**mapping, ended);
  a.mapping = mapping;
  return a;
}

Answer WorkerSession::explore(const Question& q, const Budget& b) {
  if (q.flags & (protocol::kernel_threads | protocol::fork_each))
    return worker_.explore(q, b);
  const bool fresh = !server_;
  Answer a = ask(q, b);
  // Whether what it did before has a part in that need not be asked.
  return a.collapse && !fresh ? ask(q, b) : a;
}

Answer WorkerSession::ask(const Question& q, const Budget& b) {
  if (!server_) mapping_ = std::make_unique<sandbox::SharedMapping>();
  protocol::Mapping& m = **mapping_;
  std::memset(static_cast<void*>(&m.request), 0, sizeof m.request);
  std::memset(static_cast<void*>(&m.response), 0, sizeof m.response);
  put_question(m.request, q, Mode::explore);
  put_exploration(m.request, q, b);
  if (!server_) {
    command_ = worker_.command_for(*mapping_);
    command_.takes_turns = true;
    server_.emplace(command_);
  }
  const std::optional<sandbox::Ended> ended = server_->work();
  const PrivateMapping answer = copy_of_answer(m);
  Answer a = read_answer(*answer, ended);
  a.coverage = coverage_of(q, answer->response);
  if (ended || a.collapse) server_.reset();
  return a;
}

}  // namespace course::judge
