#include "runtime/core/starvation.hpp"

#include "runtime/core/failure.hpp"
#include "runtime/core/fingerprint.hpp"

namespace course::runtime {
namespace {

void put_name(Message& m, std::uint32_t index) {
  if (index == 0)
    m << "main";
  else
    m << "thread " << index;
}

[[noreturn]] void fail_starved(const Task& t) {
  Message m;
  put_name(m, t.index);
  m << " waits for " << t.request.what << " and is overtaken "
    << t.request.overtaken << " times, by";
  bool first = true;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    if (t.overtakers[i] == 0) continue;
    m << (first ? " " : ", ");
    put_name(m, i);
    m << " (" << t.overtakers[i] << ")";
    first = false;
  }
  fail(Verdict::starvation, m.text(), t.index);
}

}  // namespace

void begin_request(const char* what, std::uint32_t limit) {
  keep_apart();
  Request& r = current->request;
  r = Request{};
  __builtin_memset(current->overtakers, 0, sizeof current->overtakers);
  r.open = true;
  r.limit = limit;
  r.since = ++rt().requests;
  unsigned n = 0;
  for (; what[n] && n + 1 < sizeof r.what; ++n) r.what[n] = what[n];
  r.what[n] = 0;
}

void end_request() {
  Task& me = *current;
  if (!me.request.open) return;
  me.request.open = false;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    Task& t = rt().tasks[i];
    Request& r = t.request;
    if (!r.open || !r.waits || r.waits_since > me.request.since) continue;
    ++t.overtakers[me.index];
    if (++r.overtaken > r.limit) fail_starved(t);
  }
}

}  // namespace course::runtime
