#include "runtime/core/trace.hpp"

#include <unwind.h>

#include "runtime/core/context_tree.hpp"
#include "runtime/core/descriptors.hpp"
#include "runtime/core/held_locks.hpp"

namespace course::runtime {
namespace {

constexpr unsigned max_frames = 24;

struct Frames {
  Address pc[max_frames];
  unsigned count = 0;
  void add(Address a) {
    if (count < max_frames && a) pc[count++] = a;
  }
};

void add_context(Frames& frames, std::uint32_t context) {
  for (; context; context = context_node(context).parent)
    frames.add(context_node(context).call_site);
}

_Unwind_Reason_Code add_frame(_Unwind_Context* context, void* out) {
  static_cast<Frames*>(out)->add(_Unwind_GetIP(context));
  return static_cast<Frames*>(out)->count < max_frames ? _URC_NO_REASON
                                                       : _URC_END_OF_STACK;
}

// A call made in instrumented code is known by its return address and the
// calling context; one that came through a library (condition_variable::wait)
// needs unwinding, which only the current task can do.
void put_stack(protocol::Writer& w, const Task& t, Address site,
               std::uint32_t context, bool unwind) {
  Frames frames;
  if (site >= library_code && unwind && &t == current) {
    // What the unwinder itself calls (pthread_once, malloc) is not the
    // program's doing.
    Task* const me = current;
    current = nullptr;
    _Unwind_Backtrace(add_frame, &frames);
    current = me;
  } else {
    frames.add(site);
    add_context(frames, context);
  }
  w.u8(static_cast<std::uint8_t>(frames.count));
  for (unsigned i = 0; i < frames.count; ++i) w.u64(frames.pc[i]);
}

std::int64_t value_at(Address a, std::size_t size) {
  std::int64_t v = 0;
  if (size > sizeof v) return 0;
  __builtin_memcpy(&v, reinterpret_cast<void*>(a), size);
  const unsigned unused = 64 - 8 * static_cast<unsigned>(size);
  return size == 0 ? 0
                   : static_cast<std::int64_t>(static_cast<std::uint64_t>(v)
                                               << unused) >>
                         unused;
}

// A write is recorded before it happens; its value is filled in when the next
// thing does.
void close_write() {
  Tracing& t = rt().tracing;
  if (!t.open_write) return;
  const std::int64_t v = value_at(t.open_address, t.open_size);
  __builtin_memcpy(t.steps.data() + t.open_write, &v, sizeof v);
  t.open_write = 0;
}

struct Step {
  const Task& task;
  Operation operation;
  const SyncObject* object;
  unsigned flags;
  Address site;
  Address address = 0;
  std::uint32_t size = 0;
  std::int64_t value = 0;
  const char* text = nullptr;
};

void put(const Step& s) {
  Tracing& t = rt().tracing;
  close_write();
  if (t.step_count >= protocol::max_trace_steps) return;
  protocol::Writer& w = t.steps;
  const std::size_t before = w.size();
  w.u16(static_cast<std::uint16_t>(s.task.id()));
  w.u8(static_cast<std::uint8_t>(s.operation));
  w.u32(s.object ? s.object->id : 0);
  w.u8(static_cast<std::uint8_t>(s.flags));
  // A step of another task (it starts to wait) is not what the choice led to.
  const std::uint32_t choice = &s.task == current ? t.choice : 0;
  w.u32(choice);
  w.u16(choice ? rt().scheduler.options[choice - 1] : 0);
  w.u16(choice ? rt().scheduler.chosen[choice - 1] : 0);
  if (choice) t.choice = 0;
  w.u64(s.address);
  w.u32(s.size);
  const std::size_t value = w.size();
  w.i64(s.value);
  put_stack(w, s.task, s.site, s.task.context, true);
  if (s.text) w.text(s.text);
  if (w.overflow()) {
    w.truncate(before);
    return;
  }
  ++t.step_count;
  if (s.operation == Operation::write && s.size <= 8) {
    t.open_write = value;
    t.open_address = s.address;
    t.open_size = s.size;
  }
}

void put_object(protocol::Writer& w, const SyncObject& o) {
  w.u32(o.id);
  w.u8(static_cast<std::uint8_t>(o.kind));
  w.u64(o.address);
  const NamedObject* best = nullptr;
  for (unsigned i = 0; i < rt().named_count; ++i) {
    const NamedObject& n = rt().named[i];
    if (o.address - n.address < n.size && (!best || n.size < best->size))
      best = &n;
  }
  w.text(best ? best->name : "");
}

// A lock that was held at the fork is one more of the child's that nobody gives
// back: of interest if somebody waits for it.
bool matters(const HeldLock& held) {
  return held.step != held_at_fork || !held.object->waiters.empty() ||
         !held.object->read_waiters.empty();
}

void put_task(protocol::Writer& w, const Task& t) {
  const bool ended = t.state == TaskState::ended;
  const bool blocked = !ended && !rt().scheduler.enabled.has(t.index);
  w.u16(static_cast<std::uint16_t>(t.id()));
  w.u16(static_cast<std::uint16_t>(t.process + 1));
  w.u8(t.forked);
  w.u8(static_cast<std::uint8_t>(ended     ? TaskState::ended
                                 : blocked ? TaskState::blocked
                                           : TaskState::runnable));
  w.u8(static_cast<std::uint8_t>(t.operation));
  w.u32(!ended && t.waits_for ? t.waits_for->id : 0);
  std::uint32_t held = 0;
  for (unsigned i = 0; i < known_held(t); ++i) held += matters(t.held[i]);
  w.u32(held);
  for (unsigned i = 0; i < known_held(t); ++i) {
    if (!matters(t.held[i])) continue;
    w.u32(t.held[i].object->id);
    w.u32(t.held[i].step);
  }
  put_stack(w, t, t.call_site, t.context, false);
}

void put_access(protocol::Writer& w, const AccessRecord& a) {
  const Task& t = rt().tasks[a.task];
  w.u16(static_cast<std::uint16_t>(t.id()));
  w.u8(static_cast<std::uint8_t>(a.operation));
  w.u8(a.atomic);
  w.u64(a.address);
  w.u32(a.size);
  // Of an earlier access the judge finds the held locks from the steps.
  const unsigned held = a.here ? known_held(t) : 0;
  w.u32(held);
  for (unsigned i = 0; i < held; ++i) w.u32(t.held[i].object->id);
  put_stack(w, t, a.call_site, a.context, false);
}

// A row for each direction in which it can be used.
void put_descriptor(protocol::Writer& w, const Process& p, unsigned number,
                    std::uint32_t& rows) {
  const Descriptor& d = p.descriptors[number];
  for (const bool writes : {false, true}) {
    const SyncObject* const object = end_of(d, writes);
    if (!object) continue;
    ++rows;
    w.u16(static_cast<std::uint16_t>(p.index + 1));
    w.u32(object->id);
    w.u8(writes);
    w.u32(number);
    put_stack(w, rt().tasks[d.made_by], d.made_at, d.made_in, false);
  }
}

}  // namespace

void trace_step(Operation op, SyncObject* object, unsigned flags) {
  put({*current, op, object, flags, current->call_site});
}

void trace_throw(const char* what, Address site) {
  put({*current, Operation::throw_exception, nullptr, 0, site, 0, 0, 0, what});
}

void trace_step_of(Task& t, unsigned flags) {
  put({t, t.operation, t.waits_for, flags, t.call_site});
}

void trace_access(Address a, std::size_t size, bool write, Address site) {
  const Operation op = write ? Operation::write : Operation::read;
  put({*current, op, nullptr, 0, site, a, static_cast<std::uint32_t>(size),
       write ? 0 : value_at(a, size)});
}

void trace_atomic(Operation op, SyncObject* o, Address a, unsigned size,
                  std::int64_t value, bool failed) {
  unsigned flags = protocol::step_atomic;
  if (failed) flags |= protocol::step_failed;
  put({*current, op, o, flags, current->call_site, a, size, value});
}

void trace_transfer(Operation op, SyncObject* o, std::int64_t bytes) {
  put({*current, op, o, 0, current->call_site, 0, 0, bytes});
}

void trace_signal(Operation op, SyncObject* o, int number) {
  put({*current, op, o, 0, current->call_site, 0, 0, number});
}

void trace_choice() {
  if (rt().tracing.choice)
    put({*current, Operation::none, nullptr, 0, current->call_site});
}

void trace_fault(protocol::Fault fault, SyncObject* o, Address site) {
  put({*current, Operation::fault, o, 0, site, 0, 0, fault});
}

void trace_memory(Operation op, Address a, std::size_t size, Address site) {
  put({*current, op, nullptr, 0, site, a, static_cast<std::uint32_t>(size)});
}

void begin_trace() {
  Tracing& t = rt().tracing;
  protocol::Mapping& m = *rt().mapping;
  t.steps = protocol::Writer(m.steps, sizeof m.steps);
  t.step_count = 0;
  t.open_write = 0;
  t.choice = 0;
  t.on = true;
}

void write_summary() {
  close_write();
  protocol::Mapping& m = *rt().mapping;
  protocol::Writer w(m.summary, sizeof m.summary);
  const Runtime& r = rt();
  w.u32(r.table.count);
  for (std::uint32_t i = 0; i < r.table.count; ++i)
    put_object(w, r.table.objects[i]);
  w.u32(r.scheduler.task_count);
  for (std::uint32_t i = 0; i < r.scheduler.task_count; ++i)
    put_task(w, r.tasks[i]);
  w.u32(r.tracing.access_count);
  for (unsigned i = 0; i < r.tracing.access_count; ++i)
    put_access(w, r.tracing.accesses[i]);
  w.u32(r.named_count);
  for (unsigned i = 0; i < r.named_count; ++i) {
    w.u64(r.named[i].address);
    w.u64(r.named[i].size);
    w.text(r.named[i].name);
  }
  const std::size_t count_at = w.size();
  std::uint32_t rows = 0;
  w.u32(rows);
  for (std::uint32_t i = 0; i < r.processes.count; ++i)
    for (unsigned n = 0; n < max_descriptors; ++n)
      if (r.processes.at[i].state == ProcessState::running)
        put_descriptor(w, r.processes.at[i], n, rows);
  if (!w.overflow()) __builtin_memcpy(w.data() + count_at, &rows, sizeof rows);
  m.response.step_count = r.tracing.step_count;
  m.response.step_bytes = static_cast<std::uint32_t>(r.tracing.steps.size());
  m.response.summary_bytes = static_cast<std::uint32_t>(w.size());
}

}  // namespace course::runtime
