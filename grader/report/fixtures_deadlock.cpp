// Runs that end because nothing can go on.
#include "report/fixtures.hpp"

namespace course::report::fixtures {

using protocol::ObjectKind;
using protocol::Operation;
using protocol::Verdict;

namespace {

Fixture circle() {
  TraceBuilder t("account.hpp");
  const auto x = t.object(ObjectKind::mutex, "x.mutex_");
  const auto y = t.object(ObjectKind::mutex, "y.mutex_");
  t.creates_two();
  t.step(2, Operation::task_start, -12);
  t.step(2, Operation::lock, 14, x);
  const auto x_taken = t.last_step();
  t.choice(2, 1);
  t.step(3, Operation::task_start, -13);
  t.step(3, Operation::lock, 14, y);
  const auto y_taken = t.last_step();
  t.choice(2, 0);
  t.waits(2, Operation::lock, 15, y);
  t.waits(3, Operation::lock, 15, x);
  t.blocked(1, Operation::join, 3, -14);
  t.blocked(2, Operation::lock, y, 15, {{x, x_taken}});
  t.blocked(3, Operation::lock, x, 15, {{y, y_taken}});
  return failing("deadlock_circle", Verdict::deadlock, t,
                 lines({{14, "  std::lock_guard a(from.mutex_);"},
                        {15, "  std::lock_guard b(to.mutex_);"}}));
}

// More threads than columns.
Fixture philosophers() {
  TraceBuilder t("account.hpp");
  std::vector<std::uint32_t> forks, taken;
  for (int i = 0; i < 4; ++i)
    forks.push_back(
        t.object(ObjectKind::mutex, "fork[" + std::to_string(i) + "]"));
  for (std::size_t i = 0; i < 4; ++i) {
    t.step(static_cast<int>(i) + 2, Operation::lock, 9, forks[i]);
    taken.push_back(t.last_step());
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const auto next = forks[(i + 1) % 4];
    t.waits(static_cast<int>(i) + 2, Operation::lock, 10, next);
    t.blocked(static_cast<int>(i) + 2, Operation::lock, next, 10,
              {{forks[i], taken[i]}});
  }
  Fixture f = failing("deadlock_four", Verdict::deadlock, t,
                      lines({{9, "  std::lock_guard left(fork[i]);"},
                             {10, "  std::lock_guard right(fork[i + 1]);"}}));
  f.result.failure->delays = 3;
  f.result.failure->scenario = "four philosophers eat once";
  return f;
}

Fixture self() {
  TraceBuilder t("account.hpp");
  const auto x = t.object(ObjectKind::mutex, "x.mutex_");
  t.step(1, Operation::lock, 14, x);
  const auto taken = t.last_step();
  t.step(1, Operation::read, 15, 0);
  t.waits(1, Operation::lock, 22, x);
  t.blocked(1, Operation::lock, x, 22, {{x, taken}});
  Fixture f =
      failing("deadlock_self", Verdict::deadlock, t,
              lines({{14, "  std::lock_guard a(from.mutex_);"},
                     {15, "  if (from.balance_ < amount) return false;"},
                     {22, "  std::lock_guard lock(mutex_);"}}));
  f.result.failure->scenario = "a transfer from an account to itself";
  f.result.failure->delays = 0;
  f.result.failure->failing = f.result.failure->tried = 1;
  return f;
}

// put throws between lock() and unlock(): the owner is gone, its lock is not.
Fixture never_comes() {
  TraceBuilder t("account.hpp");
  const auto m = t.object(ObjectKind::mutex, "printer.m_");
  t.creates_two();
  t.step(2, Operation::lock, 8, m);
  const auto taken = t.last_step();
  t.step(2, Operation::event, 10);
  t.step(2, Operation::task_end, -12);
  t.waits(3, Operation::lock, 8, m);
  t.blocked(1, Operation::join, 3, -15);
  t.ended(2, {{m, taken}});
  t.blocked(3, Operation::lock, m, 8);
  Fixture f = failing(
      "deadlock_never_comes", Verdict::deadlock, t,
      lines({{8, "  m_.lock();"}, {10, "  for (char c : text) put_(c);"}}));
  f.result.exercise = "02-locks/printer";
  f.result.failure->scenario = "put throws at the 2nd character";
  f.result.failure->inputs = {{"throw_at", 2}};
  f.result.failure->delays = 0;
  f.result.failure->failing = f.result.failure->tried = 3;
  return f;
}

Fixture lost_wakeup() {
  TraceBuilder t("account.hpp");
  const auto m = t.object(ObjectKind::mutex, "gate.m_");
  const auto opened = t.object(ObjectKind::condition, "gate.opened_");
  const auto open = t.object(ObjectKind::atomic, "gate.open_");
  t.creates_two();
  t.step(2, Operation::lock, 11, m);
  t.number(2, Operation::load, 12, 0).object = open;
  t.choice(2, 1);
  t.number(3, Operation::store, 17, 1).object = open;
  t.step(3, Operation::notify_all, 18, opened).failed = true;
  t.waits(2, Operation::wait, 12, opened);
  t.blocked(1, Operation::join, 4, -14);
  t.blocked(2, Operation::wait, opened, 12);
  t.ended(3);
  Fixture f = failing("lost_wakeup", Verdict::lost_wakeup, t,
                      lines({{11, "  std::unique_lock lock(m_);"},
                             {12, "  while (!open_) opened_.wait(lock);"},
                             {17, "  open_ = true;"},
                             {18, "  opened_.notify_all();"}}));
  f.result.exercise = "03-conditions/gate";
  f.result.failure->scenario = "one waits, one opens";
  return f;
}

Fixture not_parallel() {
  TraceBuilder t("account.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  const auto meeting = t.object(ObjectKind::barrier, "the meeting");
  t.creates_two();
  t.step(2, Operation::lock, 6, m);
  const auto taken = t.last_step();
  t.waits(2, Operation::arrive, 7, meeting);
  t.waits(3, Operation::lock, 6, m);
  t.blocked(1, Operation::join, 3, -14);
  t.blocked(2, Operation::arrive, meeting, 7, {{m, taken}});
  t.blocked(3, Operation::lock, m, 6);
  Fixture f = failing("not_parallel", Verdict::not_parallel, t,
                      lines({{6, "  std::lock_guard g(m);"},
                             {7, "  for (char c : text) put_(c);"}}));
  f.result.exercise = "02-locks/printer";
  f.result.failure->claim = "two printers can print at the same time";
  f.result.failure->scenario = "two printers whose puts meet";
  f.result.failure->delays = 0;
  f.result.failure->failing = f.result.failure->tried = 1;
  return f;
}

// As recorded from once_map/wrong/notify_one.hpp: two sleep, one is woken.
Fixture notify_one() {
  TraceBuilder t("once_map.hpp");
  const auto m = t.object(ObjectKind::mutex, "map.m_");
  const auto changed = t.object(ObjectKind::condition, "map.changed_");
  const auto making = t.object(ObjectKind::memory, "making");
  const auto flag = [&](int task, Operation o, int line, int value) {
    protocol::Step& s = t.number(task, o, line, value);
    s.object = making;
    s.size = 1;
  };
  t.creates_two();
  t.step(2, Operation::lock, 20, m);
  flag(2, Operation::read, 22, 0);
  flag(2, Operation::write, 24, 1);
  t.step(2, Operation::unlock, 25, m);
  t.in_callback(t.step(2, Operation::event, 28));
  t.choice(3, 1);
  for (int task : {3, 4}) {
    t.step(task, Operation::lock, 20, m);
    flag(task, Operation::read, 22, 1);
    t.waits(task, Operation::wait, 22, changed);
  }
  t.step(2, Operation::lock, 35, m);
  flag(2, Operation::write, 37, 0);
  t.step(2, Operation::notify_one, 39, changed);
  t.step(2, Operation::unlock, 41, m);
  t.step(3, Operation::wake_up, 22, m);
  flag(3, Operation::read, 22, 0);
  t.step(3, Operation::unlock, 41, m);
  t.blocked(1, Operation::join, 4, -14);
  t.ended(2);
  t.ended(3);
  t.blocked(4, Operation::wait, changed, 22);
  Fixture f =
      failing("lost_wakeup_notify_one", Verdict::lost_wakeup, t,
              lines({{22, "  changed_.wait(l, [&] { return !e.making; });"},
                     {37, "  e.making = false;"},
                     {39, "  changed_.notify_one();"},
                     {49, "  bool making = false;"}}));
  f.sources["once_map.hpp"] = f.sources["account.hpp"];
  f.result.exercise = "02-locks/once_map";
  f.result.failure->scenario = "three ask for the same key";
  return f;
}

// Two senders sleep; a receiver takes a value and wakes the one, as it should,
// and close() wakes nobody.
Fixture silent_close() {
  TraceBuilder t("channel.hpp");
  const auto m = t.object(ObjectKind::mutex, "channel.m_");
  const auto not_full = t.object(ObjectKind::condition, "channel.not_full_");
  const auto closed = t.object(ObjectKind::memory, "channel.closed_");
  const auto flag = [&](int task, Operation o, int line, int value) {
    protocol::Step& s = t.number(task, o, line, value);
    s.object = closed;
    s.address = 0x3000;
    s.size = 1;
  };
  t.creates_two();
  for (int task : {2, 3}) {
    t.step(task, Operation::lock, 20, m);
    flag(task, Operation::read, 21, 0);
    t.waits(task, Operation::wait, 21, not_full);
  }
  t.step(1, Operation::lock, 30, m);
  t.step(1, Operation::notify_one, 33, not_full);
  t.step(1, Operation::unlock, 34, m);
  t.step(2, Operation::wake_up, 21, m);
  flag(2, Operation::read, 21, 0);
  t.step(2, Operation::unlock, 24, m);
  t.step(1, Operation::lock, 40, m);
  flag(1, Operation::write, 41, 1);
  t.step(1, Operation::unlock, 42, m);
  t.blocked(1, Operation::join, 3, -14);
  t.ended(2);
  t.blocked(3, Operation::wait, not_full, 21);
  Fixture f = failing("lost_wakeup_silent_change", Verdict::lost_wakeup, t, "");
  f.sources["channel.hpp"] =
      lines({{21, "  not_full_.wait(l, [&] { return room() || closed_; });"},
             {33, "  not_full_.notify_one();"},
             {41, "  closed_ = true;"},
             {60, "  bool closed_ = false;"}});
  f.result.exercise = "03-conditions/channel";
  f.result.failure->scenario = "close while two send";
  return f;
}

// As recorded from once_map/wrong/table_locked_during_make.hpp: make() waits in
// a latch of the scenario.
Fixture meeting_in_callback() {
  TraceBuilder t("once_map.hpp");
  const auto m = t.object(ObjectKind::mutex, "map.m_");
  const auto latch = t.object(ObjectKind::atomic, "atomic 1");
  t.creates_two();
  t.step(2, Operation::lock, 18, m);
  const auto taken = t.last_step();
  t.waits(3, Operation::lock, 18, m);
  t.in_callback(t.step(2, Operation::yield, 20));
  t.in_callback(t.waits(2, Operation::futex_wait, 20, latch));
  const protocol::Stack inside = t.trace().steps.back().stack;
  t.blocked(1, Operation::join, 3, -14);
  t.blocked(2, Operation::futex_wait, latch, 20, {{m, taken}}).stack = inside;
  t.blocked(3, Operation::lock, m, 18);
  Fixture f = failing("not_parallel_callback", Verdict::not_parallel, t, "");
  f.sources["once_map.hpp"] =
      lines({{18, "  std::lock_guard<std::mutex> g(m_);"},
             {20, "  it = values_.emplace(key, make(key)).first;"}});
  f.result.exercise = "02-locks/once_map";
  f.result.failure->claim = "the makes of two different keys run together";
  f.result.failure->scenario = "two makes wait for each other";
  f.result.failure->delays = 0;
  f.result.failure->failing = f.result.failure->tried = 1;
  return f;
}

// As recorded from printer/wrong/busy_stays_set_on_throw.hpp.
Fixture flag_left_set() {
  TraceBuilder t("printer.hpp");
  const auto m = t.object(ObjectKind::mutex, "printer.m_");
  const auto freed = t.object(ObjectKind::condition, "printer.free_");
  t.step(1, Operation::lock, 29, m);
  t.step(1, Operation::unlock, 32, m);
  t.in_callback(t.throws(1, 34));
  t.step(1, Operation::lock, 29, m);
  t.waits(1, Operation::wait, 30, freed);
  t.blocked(1, Operation::wait, freed, 30);
  Fixture f = failing("deadlock_flag_left_set", Verdict::deadlock, t, "");
  f.sources["printer.hpp"] =
      lines({{30, "  free_.wait(l, [&] { return !busy_; });"},
             {34, "  for (char c : text) put_(c);"}});
  f.result.exercise = "02-locks/printer";
  f.result.failure->scenario = "put throws, then the same thread prints again";
  f.result.failure->delays = 0;
  f.result.failure->failing = f.result.failure->tried = 1;
  return f;
}

}  // namespace

std::vector<Fixture> deadlocks() {
  return {circle(),        philosophers(),       self(),       never_comes(),
          flag_left_set(), lost_wakeup(),        notify_one(), silent_close(),
          not_parallel(),  meeting_in_callback()};
}

}  // namespace course::report::fixtures
