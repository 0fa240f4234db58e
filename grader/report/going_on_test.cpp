// Decisive steps of a task that goes on without what it asked for, and of a
// call that ends without unlocking.
#include <doctest/doctest.h>

#include "report/decisive_steps.hpp"
#include "report/fixtures.hpp"
#include "report/headline.hpp"
#include "report/interleaving.hpp"
#include "report/step_selection.hpp"

using namespace course::report;
using course::protocol::Failure;
using course::protocol::ObjectKind;
using course::protocol::Operation;
using course::protocol::Verdict;
using fixtures::TraceBuilder;

namespace {

// "1:14 2:14(fails)": thread, line and note of every row.
std::string shown(const TraceBuilder& t, Verdict v) {
  Failure f;
  f.verdict = v;
  f.trace = t.trace();
  std::string text;
  for (const Row& r : select_rows(f)) {
    if (!text.empty()) text += ' ';
    text += std::to_string(r.task - 1) + ":" + std::to_string(r.where.line);
    if (const std::string note = row_note(f, r, ""); !note.empty())
      text += "(" + note + ")";
  }
  return text;
}

std::string headline(const TraceBuilder& t, Verdict v) {
  Failure f;
  f.verdict = v;
  f.trace = t.trace();
  return sentence(f);
}

}  // namespace

TEST_CASE("a try_lock that fails is shown if the task gives up") {
  TraceBuilder t("a.hpp");
  const auto x = t.object(ObjectKind::mutex, "x");
  const auto y = t.object(ObjectKind::mutex, "y");
  t.creates_two();
  t.step(2, Operation::lock, 3, x);
  t.step(3, Operation::lock, 3, y);
  t.step(3, Operation::try_lock, 4, x).failed = true;
  t.step(3, Operation::unlock, 5, y);
  t.step(2, Operation::try_lock, 4, y);
  CHECK(shown(t, Verdict::wrong_result) == "1:3 2:4(fails)");
}

TEST_CASE("a loop that tries until it has the lock decides nothing") {
  TraceBuilder t("a.hpp");
  const auto x = t.object(ObjectKind::mutex, "x");
  t.creates_two();
  t.step(2, Operation::lock, 3, x);
  for (int i = 0; i < 5; ++i) {
    t.step(3, Operation::try_lock, 4, x).failed = true;
    t.step(3, Operation::yield, 4);
  }
  t.step(2, Operation::unlock, 5, x);
  t.step(3, Operation::try_lock, 4, x);
  t.number(3, Operation::write, 6, 1);
  t.number(2, Operation::write, 7, 1);
  Failure f;
  f.verdict = Verdict::wrong_result;
  f.trace = t.trace();
  for (const auto& [at, unused] : decisive_steps(f).steps)
    CHECK_FALSE(f.trace.steps[at].failed);
}

TEST_CASE("a race shows the time-out after which there is no lock") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  t.creates_two();
  t.step(2, Operation::lock, 3, m);
  t.waits(3, Operation::lock, 3, m);
  t.step(3, Operation::lock, 3, m).failed = true;
  t.number(2, Operation::write, 4, 1);
  t.number(3, Operation::read, 4, 1);
  t.access(2, Operation::write, 4, {m});
  t.access(3, Operation::read, 4);
  CHECK(shown(t, Verdict::data_race) ==
        "1:3 2:3(time is up) 1:4(writes) 2:4(reads)");
}

TEST_CASE("an overtaken wake-up without a second look is shown") {
  for (const bool looks_again : {false, true}) {
    TraceBuilder t("a.hpp");
    const auto m = t.object(ObjectKind::mutex, "m");
    const auto c = t.object(ObjectKind::condition, "c");
    t.creates_two();
    t.number(2, Operation::write, 4, 1);
    t.number(3, Operation::read, 3, 1);
    t.waits(3, Operation::wait, 3, c);
    t.number(2, Operation::write, 6, 0);
    t.step(2, Operation::notify_one, 7, c);
    t.number(2, Operation::write, 4, 1);
    t.step(3, Operation::wake_up, 3, m);
    if (looks_again) t.number(3, Operation::read, 3, 1);
    t.number(3, Operation::write, 4, 1);
    const std::string rows = shown(t, Verdict::wrong_result);
    CAPTURE(rows);
    CHECK((rows.find("1:7(wakes thread 2) 1:4(writes 1) 2:3(wakes up)") !=
           std::string::npos) == !looks_again);
  }
}

TEST_CASE(
    "a sleeper for whom nothing has happened is not said to have missed "
    "something") {
  TraceBuilder t("a.hpp");
  const auto c = t.object(ObjectKind::condition, "c");
  t.number(1, Operation::write, 4, 1);
  t.throws(1, 5);
  t.number(1, Operation::read, 3, 1);
  t.waits(1, Operation::wait, 3, c);
  t.blocked(1, Operation::wait, c, 3);
  CHECK(headline(t, Verdict::lost_wakeup) ==
        "main sleeps for ever: woken, it would go on, but nobody is left to "
        "wake it");
  CHECK(shown(t, Verdict::lost_wakeup) ==
        "0:5(throws std::out_of_range) 0:3(sleeps for ever)");
}

TEST_CASE("a lock that an earlier call has left locked is said to be so") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  const auto from = [](course::protocol::Step& s, int line) {
    s.stack.back().line = line;
  };
  from(t.step(1, Operation::lock, 3, m), 20);
  const auto taken = t.last_step();
  from(t.number(1, Operation::read, 4, 1), 20);
  from(t.waits(1, Operation::lock, 3, m), 21);
  t.blocked(1, Operation::lock, m, 3, {{m, taken}});
  CHECK(headline(t, Verdict::deadlock) ==
        "main waits for m, which an earlier call of its own has left locked");
  CHECK(shown(t, Verdict::deadlock) ==
        "0:3 0:4(then returns, still locked) 0:3(waits)");
}

TEST_CASE("one call that locks twice has left nothing locked") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  t.step(1, Operation::lock, 3, m);
  const auto taken = t.last_step();
  t.waits(1, Operation::lock, 4, m);
  t.blocked(1, Operation::lock, m, 4, {{m, taken}});
  CHECK(headline(t, Verdict::deadlock) ==
        "main waits for m, a lock that it holds itself");
}

TEST_CASE("a loop that only computes is shown where it stands") {
  TraceBuilder t("a.hpp");
  t.number(1, Operation::write, 3, 1);
  t.running(1, 8);
  CHECK(shown(t, Verdict::too_slow) == "0:8(again and again)");
}

TEST_CASE("what a constructor does is not how one thread crashes") {
  TraceBuilder t("a.hpp");
  t.step(1, Operation::write, 3).stack.front().function = "course::A::A";
  t.number(1, Operation::write, 5, 1);
  CHECK(shown(t, Verdict::crash) == "0:5");
}
