#include "judge/exchange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "protocol/error.hpp"
#include "protocol/wire.hpp"

namespace course::judge {

using protocol::Mode;
using protocol::Stage;
using protocol::Verdict;
using protocol::WorkerError;
using sandbox::End;

namespace {

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

}  // namespace

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

void put_exploration(protocol::Request& r, const Question& q, Budget b) {
  if (q.orders > 0) {
    b.samples = std::min(b.samples, q.orders / 5);
    b.phase1_budget = std::min(b.phase1_budget, q.orders - b.samples);
  }
  r.seed = b.seed;
  r.phase1_budget = b.phase1_budget;
  r.max_delays = b.max_delays;
  r.deep_budget = b.deep_budget;
  r.last_budget = b.last_budget;
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

}  // namespace course::judge
