#include "runtime/core/shadow.hpp"

#include "runtime/core/arena.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/mappings.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/shadow_cells.hpp"
#include "runtime/core/stack_frames.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {

[[gnu::section("course_runtime")]] ShadowState shadow{};

namespace {

bool is_write(AccessKind k) {
  return k == AccessKind::write || k == AccessKind::atomic_write;
}
bool conflict(AccessKind a, AccessKind b) {
  return (is_write(a) || is_write(b)) && !(is_atomic(a) && is_atomic(b));
}

[[noreturn]] void report_race(const Record& earlier, Address a, unsigned size,
                              AccessKind kind, Address site) {
  Tracing& tracing = rt().tracing;
  auto operation = [](AccessKind k) {
    return is_write(k) ? Operation::write : Operation::read;
  };
  unsigned first = 0;
  while (!(earlier.mask >> first & 1)) ++first;
  tracing.accesses[0] = {
      earlier.task,
      operation(earlier.kind),
      is_atomic(earlier.kind),
      (a & ~Address{7}) + first,
      static_cast<std::uint32_t>(std::popcount(earlier.mask)),
      earlier.context,
      earlier.site,
      earlier.clock,
      false};
  tracing.accesses[1] = {current->index,
                         operation(kind),
                         is_atomic(kind),
                         a,
                         size,
                         current->context,
                         site,
                         0,
                         true};
  tracing.access_count = 2;
  const std::uint64_t places = mix(0, earlier.site) ^ mix(0, site);
  fail(Verdict::data_race, nullptr, places);
}

[[noreturn]] void report_dead(Address a, unsigned size, AccessKind kind,
                              Address site, const char* what) {
  Tracing& tracing = rt().tracing;
  tracing.accesses[0] = {current->index,
                         is_write(kind) ? Operation::write : Operation::read,
                         is_atomic(kind),
                         a,
                         size,
                         current->context,
                         site,
                         0,
                         true};
  tracing.access_count = 1;
  fail(Verdict::lifetime, what, mix(site, 0));
}

// "it lies on the stack of thread 1, which has ended".
const char* on_ended_stack(const Task& t) {
  [[gnu::section("course_runtime")]] static Message text;
  text = Message();
  text << "it lies on the stack of thread " << t.id() - 1u
       << ", which has ended";
  return text.text();
}

// Null if all bytes are part of live objects, else what is wrong.
const char* dead(Address a, std::size_t size, bool to_write, Address frame) {
  if (in_arena(a)) return dead_in_arena(a, size);
  if (is_shared(a)) return dead_in_mappings(a, size, to_write);
  if (!in_stacks(a)) return nullptr;
  const auto stack = static_cast<unsigned>((a - stacks_address) / stack_size);
  if (stack == current->stack)
    return a < frame
               ? "it lies in the stack frame of a function that has returned"
               : nullptr;
  const Process& process = this_process();
  if (!process.stacks.has(stack))
    return "it lies on the stack of a thread that does not exist";
  Task& t = rt().tasks[process.on_stack[stack]];
  if (t.process != process.index) return nullptr;  // a copy of its parent's
  if (t.state == TaskState::ended) return on_ended_stack(t);
  if (t.live_from == 0) t.live_from = program_frame(t);
  if (a < t.live_from)
    return "it lies in the stack frame of a function that has returned";
  return nullptr;
}

void access_granule(Address a, unsigned size, AccessKind kind, Address site) {
  if (rt().scheduler.alone) return;
  Cell* const cell = cell_of(a);
  if (!cell) return;
  const auto mask = static_cast<std::uint8_t>(((1u << size) - 1) << (a & 7));
  note_access(*cell, record_of(kind, mask, site), a, size);
}

// `mine` is not ordered after `r`, an access of bytes that both have touched.
void fail_if_race(const Record& r, const Record& mine, Address a,
                  unsigned size) {
  if (conflict(mine.kind, r.kind) && !current->in_library &&
      !(rt().flags & (protocol::watch_accesses | protocol::ignore_races)))
    report_race(r, a, size, mine.kind, mine.site);
}

constexpr std::uint64_t accesses_without_end = 10'000'000;

void count_access(Address a, AccessKind kind, Address site) {
  Scheduler& s = rt().scheduler;
  if (++s.accesses % accesses_before_giving_way == 0) {
    if (s.accesses > accesses_without_end) {
      current->call_site = site;  // where it is still running
      fail_stuck(Verdict::too_slow, "it loops without end");
    }
    pass_turn();
  }
  if (kind == AccessKind::write && !on_own_stack(a)) progress();
}

}  // namespace

void note_among_others(Cell& cell, Record mine, Address a, unsigned size) {
  const Task& me = *current;
  bool stored = false;
  for (unsigned i = 0; i < cell.count;) {
    Record& r = record_at(cell, i);
    // The same address is other memory in another process.
    if (!(r.mask & mine.mask) || (r.process != mine.process && !is_shared(a))) {
      ++i;
      continue;
    }
    const bool over = covers(mine.kind, r.kind) && (r.mask & ~mine.mask) == 0;
    if (r.task == mine.task) {
      if (r.clock == mine.clock && covers(r.kind, mine.kind) &&
          (mine.mask & ~r.mask) == 0)
        return;  // nothing new
    } else if (r.clock > me.clock.at[r.task]) {
      fail_if_race(r, mine, a, size);
      ++i;
      continue;
    }
    if (!over) {
      ++i;
    } else if (!stored) {
      r = mine;
      stored = true;
      ++i;
    } else {
      r = record_at(cell, cell.count - 1u);
      --cell.count;
    }
  }
  if (!stored) append(cell, mine);
}

void access(Address a, unsigned size, AccessKind kind, Address site,
            Address frame) {
  if (site == rt().watched[0] || site == rt().watched[1])
    point(is_write(kind) ? Operation::write : Operation::read, nullptr, site);
  if (const char* what = dead(a, size, is_write(kind), frame))
    report_dead(a, size, kind, site, what);
  count_access(a, kind, site);
  // Whoever is killed leaves behind what it has written for others to see.
  if (current->may_be_killed && kind == AccessKind::write && is_shared(a))
    be_killed_if_chosen(nullptr, site);
  if (rt().tracing.on && !is_atomic(kind))
    trace_access(a, size, is_write(kind), site);
  const unsigned offset = a & 7;
  if (offset + size <= 8) return access_granule(a, size, kind, site);
  const unsigned first = 8 - offset;
  access_granule(a, first, kind, site);
  for (unsigned done = first; done < size; done += 8)
    access_granule(a + done, size - done < 8 ? size - done : 8, kind, site);
}

void access_range(Address a, std::size_t size, AccessKind kind, Address site,
                  Address frame) {
  if (size == 0) return;
  if (const char* what = dead(a, size, is_write(kind), frame)) {
    // read(2) has written there already, and between mappings nobody else puts
    // the zeros back.
    if (is_write(kind) && is_shared(a) && is_shared(a + size - 1))
      __builtin_memset(reinterpret_cast<void*>(a), 0, size);
    report_dead(a, static_cast<unsigned>(size), kind, site, what);
  }
  count_access(a, kind, site);
  // Whoever is killed leaves behind what it has written for others to see.
  if (current->may_be_killed && kind == AccessKind::write && is_shared(a))
    be_killed_if_chosen(nullptr, site);
  if (rt().tracing.on) trace_access(a, size, is_write(kind), site);
  for (const Address end = a + size; a < end;) {
    const std::size_t left = end - a, room = 8 - (a & 7);
    const auto part = static_cast<unsigned>(left < room ? left : room);
    access_granule(a, part, kind, site);
    a += part;
  }
}

void access_by_free(Address a, std::size_t size, Address site) {
  count_access(a, AccessKind::write, site);
  if (rt().tracing.on) trace_access(a, size, true, site);
  if (rt().scheduler.alone) return;
  for (const Address end = a + size; a < end; a += 8) {
    Cell& cell = tracked_cells()[(a - arena_address) / 8];
    if (cell.generation != rt().generation) continue;
    const unsigned part = end - a < 8 ? static_cast<unsigned>(end - a) : 8;
    const Record mine = record_of(
        AccessKind::write, static_cast<std::uint8_t>((1u << part) - 1), site);
    for (unsigned i = 0; i < cell.count; ++i)
      if (const Record& r = record_at(cell, i);
          r.mask & mine.mask && r.process == mine.process &&
          r.task != mine.task && r.clock > current->clock.at[r.task])
        fail_if_race(r, mine, a, part);
  }
}

void forget_accesses(Address a, std::size_t size) {
  for (Address granule = a; granule < a + size; granule += 8)
    if (Cell* const cell = cell_of(granule)) cell->count = 0;
}

void check_alive(Address a, std::size_t size, ObjectKind kind) {
  const char* what =
      dead(a, size, kind != ObjectKind::atomic,
           reinterpret_cast<Address>(__builtin_frame_address(0)));
  if (!what) return;
  Message m;
  m << "the " << name(kind).data() << " does not exist any more: " << what;
  Tracing& tracing = rt().tracing;
  tracing.accesses[0] = {current->index,
                         current->operation,
                         true,
                         a,
                         static_cast<std::uint32_t>(size),
                         current->context,
                         current->call_site,
                         0,
                         true};
  tracing.access_count = 1;
  fail(Verdict::lifetime, m.text(), mix(current->context, 1));
}

void start_shadow(Address data_begin, Address data_end, Address text_end) {
  shadow.data_begin = data_begin & ~Address{7};
  shadow.data_end = data_end;
  shadow.text_end = text_end;
}

void reset_shadow() {
  shadow.overflow_used = 0;
  shadow.other_used = 0;
}

}  // namespace course::runtime
