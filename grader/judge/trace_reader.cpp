#include "judge/trace_reader.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "judge/lock_sets.hpp"
#include "protocol/wire.hpp"

namespace course::judge {
namespace {

using protocol::Operation;
using protocol::Reader;

// `innermost`: if not null, receives the first return address.
protocol::Stack read_stack(Reader& r, Symbols& symbols,
                           std::uint64_t* innermost = nullptr) {
  std::vector<std::uint64_t> pcs;
  for (int n = r.u8(); n > 0; --n) pcs.push_back(r.u64());
  if (innermost && !pcs.empty()) *innermost = pcs.front();
  return symbols.stack(pcs);
}

protocol::Step read_step(Reader& r, Symbols& symbols) {
  protocol::Step s;
  s.task = r.u16();
  s.operation = static_cast<Operation>(r.u8());
  s.object = r.u32();
  const std::uint8_t flags = r.u8();
  s.waits = flags & protocol::step_waits;
  s.failed = flags & protocol::step_failed;
  s.atomic = flags & protocol::step_atomic;
  s.point = r.u32();
  s.options = r.u16();
  s.chosen = r.u16();
  s.address = r.u64();
  s.size = r.u32();
  s.value = r.i64();
  s.stack = read_stack(r, symbols);
  if (s.operation == Operation::throw_exception) s.text = r.text();
  return s;
}

std::string name_of(const protocol::TaskSummary& t) {
  if (t.id == 1) return "main";
  const std::string process = "process " + std::to_string(t.process);
  if (t.forked) return process;
  const std::string thread = "thread " + std::to_string(t.id - 1);
  return t.process == 1 ? thread : thread + " of " + process;
}

protocol::TaskSummary read_task(Reader& r, Symbols& symbols) {
  protocol::TaskSummary t;
  t.id = r.u16();
  t.process = r.u16();
  t.forked = r.u8() != 0;
  t.name = name_of(t);
  t.state = static_cast<protocol::TaskState>(r.u8());
  t.blocked_in = static_cast<Operation>(r.u8());
  t.waits_for = r.u32();
  for (std::uint32_t n = r.u32(); n > 0; --n) {
    const std::uint32_t object = r.u32();
    t.held.push_back({object, r.u32()});
  }
  t.stack = read_stack(r, symbols);
  return t;
}

protocol::Access read_access(Reader& r, Symbols& symbols) {
  protocol::Access a;
  a.task = r.u16();
  a.operation = static_cast<Operation>(r.u8());
  a.atomic = r.u8() != 0;
  a.address = r.u64();
  a.size = r.u32();
  for (std::uint32_t n = r.u32(); n > 0; --n) a.held.push_back(r.u32());
  a.stack = read_stack(r, symbols, &a.site);
  return a;
}

bool is_plain(const protocol::Step& s) {
  return s.operation == Operation::read || s.operation == Operation::write;
}

constexpr std::uint64_t granule = 8;

void drop_private_accesses(protocol::Trace& trace) {
  std::map<std::uint64_t, std::set<int>> users;
  auto each_granule = [](const protocol::Step& s, auto f) {
    for (std::uint64_t g = s.address / granule;
         g <= (s.address + (s.size ? s.size - 1 : 0)) / granule; ++g)
      if (f(g)) return true;
    return false;
  };
  for (const auto& s : trace.steps)
    if (s.size > 0 && s.size < 4096)
      each_granule(
          s, [&](std::uint64_t g) { return users[g].insert(s.task), false; });
  // Where one task does everything, its own memory is all there is to see.
  if (std::all_of(users.begin(), users.end(),
                  [](const auto& u) { return u.second.size() == 1; }))
    return;
  std::erase_if(trace.steps, [&](const protocol::Step& s) {
    return is_plain(s) && !each_granule(s, [&](std::uint64_t g) {
             return users[g].size() > 1;
           });
  });
}

// Where a task was last seen, for stacks that end in a library.
void borrow_stack(protocol::Stack& stack, int task,
                  const protocol::Trace& trace) {
  if (shown_frame(stack)) return;
  for (auto s = trace.steps.rbegin(); s != trace.steps.rend(); ++s)
    if (s->task == task && shown_frame(s->stack)) {
      stack = s->stack;
      return;
    }
}

// A task that waits inside of a library is known by its caller only; the step
// at which it began to wait was recorded with all frames between.
void take_stack_of_wait(protocol::TaskSummary& task,
                        const protocol::Trace& trace) {
  if (task.state != protocol::TaskState::blocked) return;
  const auto last =
      std::find_if(trace.steps.rbegin(), trace.steps.rend(),
                   [&](const auto& step) { return step.task == task.id; });
  if (last != trace.steps.rend() && last->waits &&
      last->operation == task.blocked_in && shown_frame(last->stack))
    task.stack = last->stack;
}

protocol::Trace read(const protocol::Mapping& m, Symbols& symbols) {
  const protocol::Response& response = m.response;
  if (response.step_bytes > sizeof m.steps ||
      response.summary_bytes > sizeof m.summary)
    throw protocol::MalformedAnswer("the trace is larger than its area");
  protocol::Trace trace;
  Reader steps(m.steps, response.step_bytes);
  for (std::uint32_t i = 0; i < response.step_count; ++i) {
    trace.steps.push_back(read_step(steps, symbols));
    trace.steps.back().index = i;
  }
  Reader r(m.summary, response.summary_bytes);
  for (std::uint32_t n = r.u32(); n > 0; --n) {
    protocol::Object o;
    o.id = r.u32();
    o.kind = static_cast<protocol::ObjectKind>(r.u8());
    r.u64();  // address
    o.name = r.text();
    trace.objects.push_back(std::move(o));
  }
  for (std::uint32_t n = r.u32(); n > 0; --n)
    trace.tasks.push_back(read_task(r, symbols));
  for (std::uint32_t n = r.u32(); n > 0; --n)
    trace.accesses.push_back(read_access(r, symbols));
  for (std::uint32_t n = r.u32(); n > 0; --n) {
    protocol::Region region;
    region.address = r.u64();
    region.size = r.u64();
    region.name = r.text();
    trace.regions.push_back(std::move(region));
  }
  for (std::uint32_t n = r.u32(); n > 0; --n) {
    protocol::OpenEnd end;
    end.process = r.u16();
    end.object = r.u32();
    end.writes = r.u8() != 0;
    end.number = static_cast<int>(r.u32());
    end.stack = read_stack(r, symbols);
    trace.open_ends.push_back(std::move(end));
  }
  return trace;
}

}  // namespace

protocol::Trace read_trace(const protocol::Mapping& m, Symbols& symbols) {
  read(m, symbols);  // asks for all addresses
  symbols.resolve();
  protocol::Trace trace = read(m, symbols);
  for (auto& t : trace.tasks) {
    take_stack_of_wait(t, trace);
    borrow_stack(t.stack, t.id, trace);
  }
  for (auto& a : trace.accesses) borrow_stack(a.stack, a.task, trace);
  if (trace.accesses.size() == 2)
    add_earlier_lock_set(trace.accesses[0], trace);
  drop_private_accesses(trace);
  return trace;
}

}  // namespace course::judge
