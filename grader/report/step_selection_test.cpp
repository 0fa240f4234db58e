#include "report/step_selection.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "report/fixtures.hpp"
#include "report/interleaving.hpp"
#include "report/shown_rows.hpp"

using namespace course::report;
using course::protocol::Failure;
using course::protocol::ObjectKind;
using course::protocol::Operation;
using course::protocol::Verdict;
using fixtures::shown_rows;
using fixtures::TraceBuilder;

TEST_CASE("steps of one task on one line are one row") {
  TraceBuilder t("a.hpp");
  const auto n = t.object(ObjectKind::memory, "n");
  for (int task : {2, 3, 2}) {
    t.step(task, Operation::read, 5, n);
    t.step(task, Operation::write, 5, n);
  }
  CHECK(shown_rows(t, Verdict::wrong_result) == "1:5 2:5 1:5");
}

TEST_CASE("the scenario's preparation and inspection are left out") {
  TraceBuilder t("a.hpp");
  const auto n = t.object(ObjectKind::memory, "n");
  t.step(1, Operation::write, 3, n);
  t.creates_two();
  t.step(2, Operation::write, 5, n);
  t.step(1, Operation::write, 6, n);  // takes part
  t.step(3, Operation::write, 5, n);
  t.step(1, Operation::read, 8, n);
  CHECK(shown_rows(t, Verdict::wrong_result) == "1:5 0:6 2:5");
}

TEST_CASE("one thread alone has no order to show") {
  TraceBuilder t("a.hpp");
  t.step(1, Operation::write, 3);
  t.step(1, Operation::read, 4);
  CHECK(shown_rows(t, Verdict::wrong_result).empty());
}

TEST_CASE("one thread alone shows the exception that ends a locked block") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  t.throws(1, 2);
  t.step(1, Operation::lock, 3, m);
  t.step(1, Operation::write, 4);
  t.throws(1, 5);
  t.step(1, Operation::unlock, 6, m);
  CHECK(shown_rows(t, Verdict::wrong_result) == "0:3 0:5");
}

TEST_CASE("a wrong result shows the accesses that no order explains") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  const auto log = t.object(ObjectKind::memory, "log_");
  t.step(2, Operation::lock, 3, m);
  t.number(2, Operation::read, 4, 100);
  t.step(2, Operation::unlock, 5, m);
  t.waits(2, Operation::lock, 6, m);
  for (int task : {3, 2}) {
    if (task == 3) t.number(3, Operation::read, 4, 100);
    t.step(task, Operation::lock, 6, m);
    t.number(task, Operation::read, 7, 20);
    t.number(task, Operation::write, 7, 20);
    t.step(task, Operation::write, 8, log);
    t.step(task, Operation::unlock, 9, m);
  }
  CHECK(shown_rows(t, Verdict::wrong_result) == "1:4 2:4 2:7 1:7");
}

TEST_CASE("two variables may decide together") {
  TraceBuilder t("a.hpp");
  const auto in = [&](std::uint64_t address, int task, Operation o, int line) {
    t.number(task, o, line, 1).address = address;
  };
  in(0x1000, 2, Operation::write, 4);
  in(0x3000, 2, Operation::write, 5);
  in(0x1000, 3, Operation::read, 14);
  in(0x2000, 3, Operation::read, 15);
  in(0x2000, 2, Operation::write, 6);
  CHECK(shown_rows(t, Verdict::wrong_result) == "1:4 2:14 2:15 1:6");
}

TEST_CASE("where a callback hides the data, the locked blocks are shown") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  for (int task : {2, 3, 2}) {
    t.step(task, Operation::lock, 4, m);
    t.in_callback(t.number(task, Operation::write, 5, 'a')).size = 1;
    t.step(task, Operation::unlock, 6, m);
  }
  CHECK(shown_rows(t, Verdict::wrong_result) == "1:4 1:5 1:6 2:4 2:5 1:4 1:5");
}

TEST_CASE("the record of a free stands where the memory was checked") {
  TraceBuilder t("a.hpp");
  t.number(2, Operation::read, 3, 0);
  t.number(3, Operation::write, 8, 0);
  t.number(3, Operation::free, 7, 0);
  t.access(2, Operation::read, 4);
  CHECK(shown_rows(t, Verdict::lifetime) == "1:3 2:8 1:4");
}

TEST_CASE("a loop is shown once, from its topmost line") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  t.step(2, Operation::lock, 3, m);
  for (int i = 0; i < 100; ++i)
    for (int line : {10, 12, 11}) t.step(2, Operation::yield, line);
  t.running(2, 11);
  CHECK(shown_rows(t, Verdict::busy_wait) == "1:10 1:12 1:11");
}

TEST_CASE("a livelock shows what each task holds and one lap of each") {
  TraceBuilder t("a.hpp");
  const auto x = t.object(ObjectKind::mutex, "x");
  const auto y = t.object(ObjectKind::mutex, "y");
  t.step(2, Operation::lock, 3, x);
  t.step(3, Operation::lock, 3, y);
  for (int i = 0; i < 50; ++i) {
    t.step(2, Operation::try_lock, 4, y).failed = true;
    t.step(3, Operation::try_lock, 4, x).failed = true;
  }
  t.running(2, 4, {{x, 0}});
  t.running(3, 4, {{y, 1}});
  CHECK(shown_rows(t, Verdict::livelock) == "1:3 2:3 1:4 2:4");
}

TEST_CASE("a lost wake-up shows whom the notification reached instead") {
  TraceBuilder t("a.hpp");
  const auto c = t.object(ObjectKind::condition, "c");
  for (int task : {2, 3}) {
    t.number(task, Operation::read, 4, 0);
    t.waits(task, Operation::wait, 4, c);
  }
  t.number(4, Operation::write, 8, 1);
  t.step(4, Operation::notify_one, 9, c);
  t.step(2, Operation::wake_up, 4, c);
  t.number(2, Operation::read, 4, 1);
  t.step(2, Operation::unlock, 5);
  t.blocked(3, Operation::wait, c, 4);
  Failure f;
  f.verdict = Verdict::lost_wakeup;
  f.trace = t.trace();
  const auto rows = select_rows(f);
  CHECK(shown_rows(rows) == "1:4 2:4 3:8 3:9");
  CHECK(rows[1].note == "sleeps for ever");
  CHECK(rows[3].note == "wakes thread 1");
}

TEST_CASE("a deadlock keeps what was taken and what is waited for") {
  TraceBuilder t("a.hpp");
  const auto x = t.object(ObjectKind::mutex, "x");
  const auto y = t.object(ObjectKind::mutex, "y");
  for (int i = 0; i < 20; ++i) {
    t.step(2, Operation::lock, 3, x);
    t.step(2, Operation::unlock, 4, x);
  }
  t.step(2, Operation::lock, 14, x);
  const auto a = t.last_step();
  t.step(3, Operation::lock, 14, y);
  const auto b = t.last_step();
  t.waits(2, Operation::lock, 15, y);
  t.waits(3, Operation::lock, 15, x);
  t.blocked(2, Operation::lock, y, 15, {{x, a}});
  t.blocked(3, Operation::lock, x, 15, {{y, b}});
  CHECK(shown_rows(t, Verdict::deadlock) == "1:14 2:14 1:15 2:15");
}

TEST_CASE("a race keeps the locks around its accesses") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  const auto n = t.object(ObjectKind::memory, "n");
  t.step(2, Operation::lock, 4, m);
  t.step(2, Operation::read, 5);
  t.step(2, Operation::write, 6, n);
  t.step(2, Operation::unlock, 7, m);
  t.step(3, Operation::read, 9);
  t.step(3, Operation::read, 10, n);
  t.access(2, Operation::write, 6, {m});
  t.access(3, Operation::read, 10);
  CHECK(shown_rows(t, Verdict::data_race) == "1:4 1:6 1:7 2:10");
}

TEST_CASE("an access that is no step of the trace comes last") {
  TraceBuilder t("a.hpp");
  const auto p = t.object(ObjectKind::memory, "p");
  t.step(2, Operation::free, 5, p);
  t.access(3, Operation::read, 9);
  CHECK(shown_rows(t, Verdict::lifetime) == "1:5 2:9");
}

TEST_CASE("a notification that nobody heard is marked") {
  TraceBuilder t("a.hpp");
  const auto c = t.object(ObjectKind::condition, "c");
  t.step(3, Operation::notify_one, 8, c);
  t.waits(2, Operation::wait, 4, c);
  t.blocked(2, Operation::wait, c, 4);
  Failure f;
  f.verdict = Verdict::lost_wakeup;
  f.trace = t.trace();
  const auto rows = select_rows(f);
  CHECK(shown_rows(rows) == "2:8 1:4");
  CHECK(rows.front().note == "nobody waits");
}

TEST_CASE("a task overtaken at a lock is no switch") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  t.number(3, Operation::read, 9, 0);
  t.number(2, Operation::read, 4, 0);
  t.step(2, Operation::lock, 5, m);
  t.waits(3, Operation::lock, 10, m);
  t.number(2, Operation::write, 6, 1);
  CHECK(shown_rows(t, Verdict::wrong_result) == "2:9 1:4 1:5 1:6");
}

TEST_CASE("plain memory without a name is known by its address") {
  TraceBuilder t("a.hpp");
  t.number(2, Operation::read, 4, 0);
  t.number(2, Operation::read, 5, 0).address = 0x1000;  // its own
  t.number(2, Operation::read, 6, 0);
  t.number(3, Operation::write, 4, 1);
  CHECK(shown_rows(t, Verdict::wrong_result) == "1:4 1:6 2:4");
}

TEST_CASE("a free of other memory does not explain an access") {
  TraceBuilder t("a.hpp");
  t.number(3, Operation::free, 8, 0).address = 0x1000;
  t.access(2, Operation::read, 4);
  Failure f;
  f.verdict = Verdict::lifetime;
  f.trace = t.trace();
  CHECK(select_rows(f).front().note.empty());
  f.trace.steps.back().address = 0x6fff'fffe;
  CHECK(select_rows(f).front().note == "frees it");
}

TEST_CASE("the middle of a long stretch gives way to a gap") {
  TraceBuilder t("a.hpp");
  const auto n = t.object(ObjectKind::memory, "n");
  t.step(3, Operation::read, 90, n);
  for (int line = 10; line < 40; ++line) t.step(2, Operation::write, line, n);
  t.step(3, Operation::read, 91, n);
  const std::string text = shown_rows(t, Verdict::wrong_result, 8);
  CHECK(text == "2:90 1:10 1:11 1:12 1:… 1:38 1:39 2:91");
}

TEST_CASE("never more rows than the limit, whatever the trace") {
  TraceBuilder t("a.hpp");
  const auto n = t.object(ObjectKind::memory, "n");
  for (int i = 0; i < 3000; ++i)
    t.step(2 + i % 5, Operation::write, 1 + i % 17, n);
  for (Verdict v : {Verdict::wrong_result, Verdict::livelock, Verdict::crash,
                    Verdict::lifetime, Verdict::starvation})
    for (std::size_t limit : {3u, 5u, 12u}) {
      Failure f;
      f.verdict = v;
      f.trace = t.trace();
      CHECK(select_rows(f, limit).size() <= limit);
      CHECK(!select_rows(f, limit).empty());
    }
}

TEST_CASE("a notification that nobody hears does not fail") {
  TraceBuilder t("a.hpp");
  const auto c = t.object(ObjectKind::condition, "c");
  t.step(2, Operation::notify_one, 5, c).failed = true;
  t.step(2, Operation::try_lock, 6, c).failed = true;
  Failure f;
  f.verdict = Verdict::wrong_result;
  f.trace = t.trace();
  Row row;
  row.steps = {0};
  CHECK(row_note(f, row, "c_.notify_one();") == "nobody waits");
  row.steps = {0, 1};
  CHECK(row_note(f, row, "c_.notify_one();") == "fails");
}

TEST_CASE("a result that a race makes wrong shows both accesses of the race") {
  TraceBuilder t("a.hpp");
  const auto n = t.object(ObjectKind::memory, "n");
  t.creates_two();
  for (int i = 0; i < 20; ++i) t.step(2, Operation::write, 5, n);
  t.step(1, Operation::read, 8, n);
  t.step(2, Operation::write, 5, n);
  t.access(1, Operation::read, 8);
  t.access(2, Operation::write, 5);
  CHECK(shown_rows(t, Verdict::wrong_result) == "1:5 0:8 1:5");
}

TEST_CASE("a wait that nobody notifies ends because its time is up") {
  TraceBuilder t("a.hpp");
  const auto n = t.object(ObjectKind::memory, "n");
  const auto c = t.object(ObjectKind::condition, "c");
  const auto m = t.object(ObjectKind::mutex, "m");
  t.creates_two();
  t.waits(2, Operation::wait, 5, c);
  t.waits(3, Operation::wait, 6, c);
  t.step(1, Operation::notify_all, 8, c);
  t.step(3, Operation::wake_up, 6, m);
  t.waits(2, Operation::wait, 5, c);
  t.step(3, Operation::write, 7, n);
  t.step(2, Operation::wake_up, 5, m);
  t.step(2, Operation::read, 9, n);
  Failure f;
  f.verdict = Verdict::wrong_result;
  f.trace = t.trace();
  std::string notes;
  for (const Row& r : select_rows(f)) notes += r.note;
  CHECK(notes == "time is up");
}
