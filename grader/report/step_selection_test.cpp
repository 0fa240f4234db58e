#include "report/step_selection.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "report/fixtures.hpp"

using namespace course::report;
using course::protocol::Failure;
using course::protocol::ObjectKind;
using course::protocol::Operation;
using course::protocol::Verdict;
using fixtures::TraceBuilder;

namespace {

// "1:14 2:14 1:…": thread and line of every row.
std::string shown(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& r : rows) {
    if (!text.empty()) text += ' ';
    text += std::to_string(r.task - 1) + ":";
    text += r.gap ? "…" : std::to_string(r.where.line);
  }
  return text;
}

std::string shown(const TraceBuilder& t, Verdict v,
                  std::size_t limit = most_rows) {
  Failure f;
  f.verdict = v;
  f.trace = t.trace();
  return shown(select_rows(f, limit));
}

}  // namespace

TEST_CASE("steps of one task on one line are one row") {
  TraceBuilder t("a.hpp");
  const auto n = t.object(ObjectKind::memory, "n");
  for (int task : {2, 3, 2}) {
    t.step(task, Operation::read, 5, n);
    t.step(task, Operation::write, 5, n);
  }
  CHECK(shown(t, Verdict::wrong_result) == "1:5 2:5 1:5");
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
  CHECK(shown(t, Verdict::wrong_result) == "1:5 0:6 2:5");
}

TEST_CASE("a failure of the scenario alone still shows its steps") {
  TraceBuilder t("a.hpp");
  t.step(1, Operation::write, 3);
  t.step(1, Operation::read, 4);
  CHECK(shown(t, Verdict::wrong_result) == "0:3 0:4");
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
  CHECK(shown(t, Verdict::deadlock) == "1:14 2:14 1:15 2:15");
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
  CHECK(shown(t, Verdict::data_race) == "1:4 1:6 1:7 2:10");
}

TEST_CASE("an access that is no step of the trace comes last") {
  TraceBuilder t("a.hpp");
  const auto p = t.object(ObjectKind::memory, "p");
  t.step(2, Operation::free, 5, p);
  t.access(3, Operation::read, 9);
  CHECK(shown(t, Verdict::lifetime) == "1:5 2:9");
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
  CHECK(shown(rows) == "2:8 1:4");
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
  CHECK(shown(t, Verdict::wrong_result) == "2:9 1:4 1:5 1:6");
}

TEST_CASE("plain memory without a name is known by its address") {
  TraceBuilder t("a.hpp");
  t.number(2, Operation::read, 4, 0);
  t.number(2, Operation::read, 5, 0).address = 0x1000;  // its own
  t.number(2, Operation::read, 6, 0);
  t.number(3, Operation::write, 4, 1);
  CHECK(shown(t, Verdict::wrong_result) == "1:4 1:6 2:4");
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
  const std::string text = shown(t, Verdict::wrong_result, 8);
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
