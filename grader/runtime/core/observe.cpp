// The runtime's side of course_test.hpp: scenarios register, observations are
// collected.
#include <cstdio>

#include "course_test.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/output.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scenarios.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/starvation.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

[[gnu::section(
    "course_runtime")]] course_test::detail::Registration* first_scenario =
    nullptr;

bool equal(const char* a, const char* b) {
  while (*a && *a == *b) ++a, ++b;
  return *a == *b;
}

protocol::Writer& writer() { return rt().observations.writer; }

// Inside a scenario only; a static initialiser that observes is ignored.
bool recording() { return inside(); }

template <class T>
T learnt(T value) {
  note_learnt(static_cast<std::uint64_t>(value));
  return value;
}

}  // namespace

void (*find_scenario(const char* name))() {
  for (auto* r = first_scenario; r; r = r->next)
    if (equal(r->name, name)) return r->function;
  return nullptr;
}

}  // namespace course::runtime

using namespace course::runtime;
using course::protocol::ValueKind;

static void step_at(Operation operation, Address site) {
  current->call_site = site;
  trace_step(operation, nullptr, 0);
}

extern "C" {

void course_register_scenario(course_test::detail::Registration* r) noexcept {
  r->next = first_scenario;
  first_scenario = r;
}

std::int64_t course_input(const char* name) noexcept {
  const auto& request = rt().mapping->request;
  for (std::uint32_t i = 0; i < request.input_count; ++i)
    if (equal(request.inputs[i].name, name)) return request.inputs[i].value;
  Message m;
  m << "the scenario asks for the input \"" << name
    << "\", which the test does not give";
  report_bad_test(course::protocol::WorkerError::unknown_input, m.text());
}

void course_observation_begin(int is_event, const char* key,
                              std::size_t size) noexcept {
  if (!recording()) return;
  note_in_order();
  world_changed();  // a loop that shows something does more than look
  const Operation op = is_event ? Operation::event : Operation::observe;
  writer().u8(static_cast<std::uint8_t>(op));
  writer().u16(static_cast<std::uint16_t>(current->id()));
  writer().u16(static_cast<std::uint16_t>(current->process + 1));
  writer().text(key, size);
  rt().observations.count_at = writer().size();
  rt().observations.values = 0;
  rt().observations.depth = 0;
  writer().u16(0);
  if (rt().tracing.on)
    step_at(op, reinterpret_cast<Address>(__builtin_return_address(0)));
}

// A list counts as one value; its elements, which follow it, do not.
static void count_value() noexcept {
  Observations& o = rt().observations;
  if (o.depth > 0)
    --o.depth;
  else
    ++o.values;
}

void course_observation_integer(std::int64_t v) noexcept {
  if (!recording()) return;
  count_value();
  writer().u8(static_cast<std::uint8_t>(ValueKind::integer));
  writer().i64(v);
}

void course_observation_boolean(int v) noexcept {
  if (!recording()) return;
  count_value();
  writer().u8(static_cast<std::uint8_t>(ValueKind::boolean));
  writer().u8(v != 0);
}

void course_observation_text(const char* s, std::size_t size) noexcept {
  if (!recording()) return;
  count_value();
  writer().u8(static_cast<std::uint8_t>(ValueKind::text));
  writer().text(s, size);
}

void course_observation_list(std::size_t size) noexcept {
  if (!recording()) return;
  count_value();
  rt().observations.depth += size;
  writer().u8(static_cast<std::uint8_t>(ValueKind::list));
  writer().u32(static_cast<std::uint32_t>(size));
}

void course_observation_end() noexcept {
  if (!recording()) return;
  Observations& o = rt().observations;
  if (writer().overflow())
    report_bad_test(course::protocol::WorkerError::answer_too_large,
                    "a schedule observes more than 64 KiB");
  const std::uint16_t values = o.values;
  __builtin_memcpy(writer().data() + o.count_at, &values, sizeof values);
}

void course_name_object(const void* address, std::size_t size, const char* name,
                        std::size_t length) noexcept {
  if (!inside() || rt().named_count >= max_named) return;
  NamedObject& n = rt().named[rt().named_count++];
  n.address = reinterpret_cast<Address>(address);
  n.size = size;
  const std::size_t kept =
      length < sizeof n.name - 1 ? length : sizeof n.name - 1;
  __builtin_memcpy(n.name, name, kept);
  n.name[kept] = 0;
}

int course_thread_number() noexcept {
  return inside() ? static_cast<int>(current->id()) : 0;
}

int course_threads_made() noexcept {
  return inside() ? learnt(static_cast<int>(rt().scheduler.task_count) - 1) : 0;
}

unsigned course_operations() noexcept {
  return inside() ? learnt(rt().scheduler.points) : 0;
}

void course_may_fail(int on) noexcept {
  if (inside()) current->may_fail = on != 0;
}

void course_output_begin() noexcept {
  if (!inside()) return;
  keep_apart();
  begin_output();
}

void course_output_end() noexcept {
  if (inside()) end_output();
}

std::size_t course_output_read(char* to, std::size_t size) noexcept {
  if (!inside()) return 0;
  fflush(stdout);
  return read_output(to, size);
}

void course_may_be_killed(int on) noexcept {
  if (inside()) current->may_be_killed = on != 0;
}

int course_processes_killed() noexcept {
  return inside() ? static_cast<int>(rt().processes.killed) : 0;
}

void course_small_pipes(int on) noexcept {
  if (inside()) rt().processes.small_pipes = on != 0;
}

int course_process_number() noexcept {
  return inside() ? static_cast<int>(current->process) + 1 : 0;
}

int course_processes_made() noexcept {
  return inside() ? static_cast<int>(process_count()) - 1 : 0;
}

void course_at_allocation(void (*f)(void*), void* argument) noexcept {
  if (!inside()) return;
  current->at_allocation = f;
  current->at_allocation_argument = argument;
}

void course_request(const char* what, unsigned limit) noexcept {
  if (!inside()) return;
  begin_request(what, limit);
  if (rt().tracing.on)
    step_at(Operation::request,
            reinterpret_cast<Address>(__builtin_return_address(0)));
}

void course_request_ends() noexcept {
  if (!inside()) return;
  if (rt().tracing.on && current->request.open)
    step_at(Operation::served,
            reinterpret_cast<Address>(__builtin_return_address(0)));
  end_request();
}

int course_callback_throws() noexcept {
  return inside() &&
         inject(course::protocol::fault_callback_throws, nullptr,
                reinterpret_cast<Address>(__builtin_return_address(0)));
}

void course_yield() noexcept {
  if (inside())
    point(Operation::none, nullptr,
          reinterpret_cast<Address>(__builtin_return_address(0)));
}

}  // extern "C"
