// Passes, and everything that ends before or beside the search.
#include "report/fixtures.hpp"

namespace course::report::fixtures {

using protocol::Coverage;
using protocol::ObjectKind;
using protocol::Operation;
using protocol::TestState;
using protocol::Verdict;

namespace {

Fixture passing(std::string name) {
  Fixture f = failing(std::move(name), Verdict::pass, TraceBuilder("a"), "");
  f.result.failure.reset();
  for (auto& step : f.result.steps)
    for (auto& test : step.tests) test.state = TestState::passed;
  return f;
}

Fixture pass_exhausted() {
  Fixture f = passing("pass_exhausted");
  Coverage a, b;
  a.scenario = "two withdrawals of 80 from 100";
  a.bound_counts = {1, 9, 20};
  a.completed_bound = 2;
  a.exhausted = true;
  a.schedules = 21;
  b = a;
  b.scenario = "two transfers in opposite directions";
  b.bound_counts = {1, 11, 31, 11};
  b.schedules = 30;
  f.result.coverage = {a, b};
  f.options.previous = Verdict::deadlock;
  return f;
}

Fixture pass_sampled() {
  Fixture f = passing("pass_sampled");
  Coverage c;
  c.scenario = "three transfers and a total";
  c.bound_counts = {1, 40, 1514, 3000};
  c.completed_bound = 2;
  c.samples = 2000;
  c.schedules = 6555;
  c.faults = protocol::fault_spurious_wakeup | protocol::fault_early_timeout;
  c.weak_orders = true;
  f.result.coverage = {c};
  return f;
}

Fixture crash() {
  TraceBuilder t("account.hpp");
  const auto m = t.object(ObjectKind::mutex, "x.mutex_");
  t.creates_two();
  t.step(2, Operation::lock, 14, m);
  t.step(2, Operation::unlock, 14, m);
  t.step(3, Operation::lock, 14, m);
  t.access(3, Operation::none, 16);
  Fixture f = failing(
      "crash", Verdict::crash, t,
      lines({{14, "  std::lock_guard lock(mutex_);"},
             {16,
              "  if (amount <= 0) throw std::invalid_argument(\"amount\");"}}));
  f.result.failure->message = "std::invalid_argument: amount";
  f.result.failure->scenario = "a withdrawal of nothing";
  f.result.failure->failing = f.result.failure->tried = 12;
  return f;
}

Fixture busy_wait() {
  TraceBuilder t("account.hpp");
  const auto m = t.object(ObjectKind::mutex, "gate.m_");
  const auto open = t.object(ObjectKind::memory, "gate.open_");
  t.creates_two();
  t.step(3, Operation::task_start, -13);
  for (int i = 0; i < 64; ++i) {
    t.step(2, Operation::lock, 11, m);
    t.step(2, Operation::read, 12, open);
    t.step(2, Operation::unlock, 13, m);
    t.step(2, Operation::yield, 14);
  }
  t.blocked(1, Operation::join, 1, -14);
  t.running(2, 14);
  Fixture f =
      failing("busy_wait", Verdict::busy_wait, t,
              lines({{11, "    m_.lock();"},
                     {12, "    const bool open = open_;"},
                     {13, "    m_.unlock();"},
                     {14, "    if (!open) std::this_thread::yield();"}}));
  f.result.exercise = "03-conditions/gate";
  f.result.failure->scenario = "one waits, nobody opens yet";
  return f;
}

// As recorded from account/wrong/holds_one_spins_for_the_other.hpp.
Fixture livelock() {
  TraceBuilder t("account.hpp");
  const auto x = t.object(ObjectKind::mutex, "x.m_");
  const auto y = t.object(ObjectKind::mutex, "y.m_");
  t.creates_two();
  t.step(2, Operation::lock, 76, x);
  const auto x_taken = t.last_step();
  t.choice(2, 1);
  t.step(3, Operation::lock, 76, y);
  const auto y_taken = t.last_step();
  for (int i = 0; i < 64; ++i)
    for (int task : {3, 2}) {
      t.step(task, Operation::yield, 77);
      t.step(task, Operation::try_lock, 77, task == 2 ? y : x).failed = true;
    }
  t.blocked(1, Operation::join, 1, -14);
  t.running(2, 77, {{x, x_taken}});
  t.running(3, 77, {{y, y_taken}});
  return failing("livelock", Verdict::livelock, t,
                 lines({{76, "  std::lock_guard<std::mutex> f(from.m_);"},
                        {77,
                         "  while (!to.m_.try_lock()) "
                         "std::this_thread::yield();"}}));
}

Fixture not_started() {
  Fixture f =
      failing("not_started", Verdict::not_started, TraceBuilder("a"), "");
  f.result.failure.reset();
  f.result.not_written = "transfer()";
  return f;
}

Fixture does_not_compile() {
  Fixture f = failing("does_not_compile", Verdict::does_not_compile,
                      TraceBuilder("a"), "");
  f.result.failure.reset();
  f.result.diagnostics = {
      {"account_scenarios.cpp", 9, 3, "error",
       "transfer must be bool(Account&, Account&, int)", "", false},
      {"account.hpp", 14, 21, "error",
       "'mutex_' was not declared in this scope",
       "  std::lock_guard a(mutex_);", true},
      {"account.hpp", 15, 3, "warning", "unused variable 'b'", "  int b = 0;",
       true}};
  return f;
}

Fixture tampered() {
  Fixture f = failing("tampered", Verdict::tampered, TraceBuilder("a"), "");
  f.result.failure->message = "the worker ended with status 0 and no answer";
  f.result.failure->replay.clear();
  f.result.failure->failing = f.result.failure->tried = 0;
  f.result.failure->delays = 0;
  return f;
}

Fixture too_slow() {
  TraceBuilder t("account.hpp");
  t.creates_two();
  t.running(2, 30);
  Fixture f = failing("too_slow", Verdict::too_slow, t,
                      lines({{30, "  while (balance_ > 0) {"}}));
  f.result.failure->message = "2 s of processor time without a step";
  f.result.failure->delays = 0;
  f.result.failure->failing = f.result.failure->tried = 1;
  return f;
}

}  // namespace

std::vector<Fixture> others() {
  return {pass_exhausted(),   pass_sampled(), crash(),
          busy_wait(),        livelock(),     not_started(),
          does_not_compile(), tampered(),     too_slow()};
}

}  // namespace course::report::fixtures
