// Runs that touch memory in a way they must not, or compute the wrong thing.
#include "report/fixtures.hpp"

namespace course::report::fixtures {

using protocol::ObjectKind;
using protocol::Operation;
using protocol::Verdict;

namespace {

const std::string account_text =
    lines({{21, "  std::lock_guard lock(mutex_);"},
           {22, "  balance_ += amount;"},
           {26, "  return balance_;"},
           {31, "  static std::mutex withdraw_mutex;"},
           {32, "  std::lock_guard lock(withdraw_mutex);"},
           {33, "  balance_ -= amount;"}});

Fixture race_one_lock() {
  TraceBuilder t("account.hpp");
  const auto m = t.object(ObjectKind::mutex, "x.mutex_");
  const auto balance = t.object(ObjectKind::memory, "x.balance_");
  t.creates_two();
  t.step(2, Operation::lock, 21, m);
  t.step(2, Operation::read, 22, balance);
  t.step(2, Operation::write, 22, balance);
  t.step(2, Operation::unlock, 21, m);
  t.step(3, Operation::read, 26, balance);
  t.access(2, Operation::write, 22, {m});
  t.access(3, Operation::read, 26);
  Fixture f = failing("race_one_lock", Verdict::data_race, t, account_text);
  f.result.failure->scenario = "balance while depositing";
  f.result.failure->delays = 0;
  f.result.failure->failing = f.result.failure->tried = 1;
  return f;
}

// The second search found an order in which the race loses a deposit.
Fixture race_with_damage() {
  TraceBuilder t("account.hpp");
  const auto balance = t.object(ObjectKind::memory, "x.balance_");
  t.creates_two();
  t.step(2, Operation::read, 22, balance).value = 100;
  t.step(3, Operation::read, 22, balance).value = 100;
  t.step(3, Operation::write, 22, balance).value = 110;
  t.step(2, Operation::write, 22, balance).value = 150;
  Fixture f = race_one_lock();
  f.name = "race_with_damage";
  auto damage = std::make_shared<protocol::Failure>(
      *failing("", Verdict::wrong_result, t, account_text).result.failure);
  damage->claim = "the balance";
  damage->seen = "the balance 150";
  damage->allowed = {"160"};
  f.result.failure->damage = damage;
  return f;
}

Fixture race_different_locks() {
  TraceBuilder t("account.hpp");
  const auto m = t.object(ObjectKind::mutex, "x.mutex_");
  const auto all = t.object(ObjectKind::mutex, "withdraw_mutex");
  const auto balance = t.object(ObjectKind::memory, "x.balance_");
  t.creates_two();
  t.step(2, Operation::lock, 21, m);
  t.step(2, Operation::write, 22, balance);
  t.choice(2, 1);
  t.step(3, Operation::lock, 32, all);
  t.step(3, Operation::read, 33, balance);
  t.access(2, Operation::write, 22, {m});
  t.access(3, Operation::read, 33, {all});
  Fixture f =
      failing("race_different_locks", Verdict::data_race, t, account_text);
  f.result.failure->scenario = "deposit and withdraw";
  return f;
}

// The run ends with the access; it is no step of the trace.
Fixture use_after_free() {
  TraceBuilder t("account.hpp");
  const auto entry = t.object(ObjectKind::memory, "entry");
  const auto m = t.object(ObjectKind::mutex, "map.m_");
  t.creates_two();
  t.step(2, Operation::lock, 9, m);
  t.step(2, Operation::read, 10, entry);
  t.step(2, Operation::unlock, 11, m);
  t.step(3, Operation::lock, 17, m);
  t.number(3, Operation::free, 18, 0).object = entry;
  t.step(3, Operation::unlock, 19, m);
  t.access(2, Operation::read, 12);
  Fixture f = failing("lifetime", Verdict::lifetime, t,
                      lines({{9, "  m_.lock();"},
                             {10, "  Entry* e = entries_[key].get();"},
                             {11, "  m_.unlock();"},
                             {12, "  return e->value;"},
                             {17, "  m_.lock();"},
                             {18, "  entries_.erase(key);"},
                             {19, "  m_.unlock();"}}));
  f.result.failure->message =
      "thread 1 reads 4 bytes of memory that has been freed";
  f.result.failure->scenario = "get while another thread erases";
  return f;
}

void check_then_act(TraceBuilder& t) {
  const auto m = t.object(ObjectKind::mutex, "x.mutex_");
  t.creates_two();
  const auto looks = [&](int task) {
    t.step(task, Operation::lock, 18, m);
    t.number(task, Operation::read, 19, 100);
    t.step(task, Operation::unlock, 20, m);
  };
  const auto takes = [&](int task, int left) {
    t.step(task, Operation::lock, 21, m);
    t.number(task, Operation::read, 22, left + 80);
    t.number(task, Operation::write, 22, left);
    t.step(task, Operation::unlock, 23, m);
  };
  looks(2);
  t.choice(2, 1);
  looks(3);
  takes(3, 20);
  takes(2, -60);
  t.step(1, Operation::join, -15, 4);
  t.step(1, Operation::observe, -16);
  t.ended(2);
  t.ended(3);
}

const std::string two_blocks =
    lines({{18, "  mutex_.lock();"},
           {19, "  const bool enough = balance_ >= amount;"},
           {20, "  mutex_.unlock();"},
           {21, "  mutex_.lock();"},
           {22, "  if (enough) balance_ -= amount;"},
           {23, "  mutex_.unlock();"}});

Fixture wrong_allowed() {
  TraceBuilder t("account.hpp");
  check_then_act(t);
  Fixture f =
      failing("wrong_result_allowed", Verdict::wrong_result, t, two_blocks);
  f.result.failure->seen = "the balance -60";
  f.result.failure->allowed = {"20"};
  f.result.failure->scenario = "two withdrawals of 80 from 100";
  return f;
}

Fixture wrong_claim() {
  TraceBuilder t("account.hpp");
  check_then_act(t);
  Fixture f =
      failing("wrong_result_claim", Verdict::wrong_result, t, two_blocks);
  f.result.failure->claim = "a balance is never negative";
  f.result.failure->seen = "balance -60; withdrawn true, true";
  f.result.failure->scenario = "two withdrawals from one account";
  f.result.failure->inputs = {{"amount", 80}, {"opening", 100}};
  f.result.failure->sampled = true;
  f.result.failure->failing = 31;
  f.result.failure->tried = 2000;
  f.options.previous = Verdict::data_race;
  return f;
}

// A long loop: the middle of what a task does alone is left out.
Fixture wrong_long() {
  TraceBuilder t("account.hpp");
  const auto m = t.object(ObjectKind::mutex, "printer.m_");
  t.creates_two();
  for (int round = 0; round < 8; ++round) {
    for (int task : {2, 3}) {
      if (task == 3 && round < 6) continue;
      t.step(task, Operation::lock, 10, m);
      t.step(task, Operation::event, 11);
      t.step(task, Operation::unlock, 12, m);
    }
  }
  Fixture f = failing("wrong_result_long", Verdict::wrong_result, t,
                      lines({{10, "    m_.lock();"},
                             {11, "    for (char c : text) put_(c);"},
                             {12, "    m_.unlock();"}}));
  f.result.exercise = "02-locks/printer";
  f.result.failure->seen = "the output \"ababababababcdabcd\"";
  f.result.failure->allowed = {"\"ababababababcdcd\"", "\"cdcdabababababab\""};
  f.result.failure->scenario = "two texts at the same time";
  f.result.failure->output = "abab\nabab";
  return f;
}

// As recorded from account/wrong/only_totals_wait_for_transfers.hpp: two places
// decide, and the noise of a vector that grows stands between.
Fixture two_places() {
  TraceBuilder t("account.hpp");
  const auto x = t.object(ObjectKind::memory, "x.balance_");
  const auto y = t.object(ObjectKind::memory, "y.balance_");
  const auto m = t.object(ObjectKind::mutex, "y.m_");
  const auto in = [&](std::uint32_t object, int task, Operation o, int line,
                      int value) {
    protocol::Step& s = t.number(task, o, line, value);
    s.object = object;
    s.address = 0x7000'0000 + 64 * object;
  };
  const auto grows = [&](int task) {
    t.number(task, Operation::write, 33, 100).address = 0x9000'0000;
    t.number(task, Operation::write, 33, 0).address = 0x9100'0000;
    t.number(task, Operation::free, 31, 0).address = 0x9100'0000;
  };
  t.creates_two();
  in(x, 2, Operation::write, 32, 70);
  grows(2);
  t.choice(2, 1);
  in(x, 3, Operation::read, 63, 70);
  t.waits(2, Operation::lock, 49, m);
  t.step(3, Operation::lock, 62, m);
  in(y, 3, Operation::read, 63, 100);
  t.step(3, Operation::unlock, 64, m);
  t.step(2, Operation::lock, 49, m);
  in(y, 2, Operation::write, 32, 130);
  grows(2);
  t.ended(2);
  t.ended(3);
  Fixture f = failing("wrong_result_two_places", Verdict::wrong_result, t,
                      lines({{32, "  balance_ += amount;"},
                             {33, "  history_.push_back(amount);"},
                             {49, "  std::lock_guard<std::mutex> g(m_);"},
                             {63, "  return balance_;"}}));
  f.result.failure->seen =
      "the balances of x and y that another thread sees, one after the other "
      "70, 100";
  f.result.failure->allowed = {"100, 100", "100, 130", "70, 130"};
  f.result.failure->scenario = "balances during a transfer";
  return f;
}

// As recorded from once_map/wrong/reference_into_growing_vector.hpp.
Fixture moved_vector() {
  TraceBuilder t("once_map.hpp");
  const auto m = t.object(ObjectKind::mutex, "map.m_");
  t.creates_two();
  t.number(2, Operation::write, 23, 1);
  t.step(2, Operation::unlock, 24, m);
  t.step(3, Operation::lock, 19, m);
  t.number(3, Operation::write, 60, 0);
  t.number(3, Operation::free, 19, 0);  // the caller's last known line
  t.step(3, Operation::unlock, 24, m);
  t.step(2, Operation::lock, 27, m);
  t.access(2, Operation::write, 28, {m});
  Fixture f = failing("lifetime_moved_vector", Verdict::lifetime, t, "");
  f.sources["once_map.hpp"] = lines({{19, "  std::unique_lock l(m_);"},
                                     {23, "  slot.making = true;"},
                                     {28, "  slot.value = value;"},
                                     {60, "  slots_.push_back(Slot{key});"}});
  f.result.exercise = "02-locks/once_map";
  f.result.failure->message = "it lies in memory that is already freed";
  f.result.failure->scenario = "two makes wait for each other";
  return f;
}

}  // namespace

std::vector<Fixture> memory_errors() {
  return {race_one_lock(),  race_with_damage(), race_different_locks(),
          use_after_free(), wrong_allowed(),    wrong_claim(),
          wrong_long(),     two_places(),       moved_vector()};
}

}  // namespace course::report::fixtures
