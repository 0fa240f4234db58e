#include <doctest/doctest.h>

#include <algorithm>

#include "report/fixtures.hpp"
#include "report/shown_rows.hpp"
#include "report/step_selection.hpp"
#include "report/task_lines.hpp"

using namespace course::report;
using course::protocol::Failure;
using course::protocol::ObjectKind;
using course::protocol::Operation;
using course::protocol::Verdict;
using fixtures::shown_rows;
using fixtures::TraceBuilder;

TEST_CASE("a signal to who is gone comes with the wait for it") {
  TraceBuilder t("a.hpp");
  const auto p = t.object(ObjectKind::process, "process 2");
  const auto q = t.object(ObjectKind::process, "process 3");
  t.step(2, Operation::wait_child, 5, p);
  t.step(2, Operation::wait_child, 6, q);
  t.step(2, Operation::signal, 9, p).failed = true;
  t.access(2, Operation::signal, 9);
  Failure f;
  f.verdict = Verdict::lifetime;
  f.trace = t.trace();
  const auto rows = select_rows(f);
  CHECK(shown_rows(rows) == "1:5 1:9");
  CHECK(rows[0].note == "waits for it");
  CHECK(rows[1].note == "signals");
}

TEST_CASE(
    "a process that returns as its parent: fork, last line, first behind") {
  TraceBuilder t("a.hpp");
  const auto n = t.object(ObjectKind::memory, "n");
  t.step(1, Operation::fork, 5);
  t.step(1, Operation::write, 6, n);
  t.step(2, Operation::read, 7, n);
  t.step(2, Operation::write, 8, n);
  t.step(2, Operation::observe, -12);
  t.step(2, Operation::observe, -13);
  t.step(2, Operation::exit, -13);
  t.access(1, Operation::fork, 5);
  Failure f;
  f.verdict = Verdict::wrong_result;
  f.message = "process 2 returns";
  f.trace = t.trace();
  f.trace.accesses[0].address = f.trace.accesses[0].size = 0;
  CHECK(shown_rows(select_rows(f)) == "0:5 1:8 1:12");
  CHECK(task_lines(f, MemorySourceLines({}), 80).front() ==
        "main  forks at a.hpp:5");
}

TEST_CASE("a process that ends inside a callback decides, others do not") {
  TraceBuilder t("a.hpp");
  const auto p = t.object(ObjectKind::pipe, "p");
  t.creates_two();
  t.step(2, Operation::receive, 5, p);
  TraceBuilder::in_callback(t.step(2, Operation::process_end, 6));
  t.step(3, Operation::receive, 5, p);
  t.step(3, Operation::process_end, 8);
  CHECK(shown_rows(t, Verdict::wrong_result) == "1:6");
}

TEST_CASE("a process that another one ends comes with the signal") {
  TraceBuilder t("a.hpp");
  const auto first = t.object(ObjectKind::process, "process 2");
  const auto second = t.object(ObjectKind::process, "process 3");
  t.creates_two();
  t.step(1, Operation::signal, 9, first);
  TraceBuilder::in_callback(t.step(2, Operation::process_end, 6, first));
  t.step(1, Operation::signal, 10, second);
  Failure f;
  f.verdict = Verdict::wrong_result;
  f.trace = t.trace();
  const auto rows = select_rows(f);
  CHECK(shown_rows(rows) == "0:9 1:6");
  CHECK(rows[1].note == "its process ends here");
}

TEST_CASE("who waits for a signal is shown with the one that came before") {
  TraceBuilder t("a.hpp");
  const auto own = t.object(ObjectKind::process, "process 2");
  const auto other = t.object(ObjectKind::process, "process 3");
  t.step(1, Operation::signal, 8, own);
  t.step(1, Operation::signal, 9, other);
  t.waits(2, Operation::sleep, 5);
  t.step(1, Operation::signal, 10, other);
  t.blocked(2, Operation::sleep, 0, 5);
  t.forked(2);
  CHECK(shown_rows(t, Verdict::deadlock) == "0:8 1:5");
}

// Two callers of one service; the second takes the first one's answer.
namespace {

struct TwoCallers {
  TraceBuilder t{"a.hpp"};
  std::uint32_t questions = t.object(ObjectKind::pipe, "questions");
  std::uint32_t answers = t.object(ObjectKind::pipe, "answers");

  TwoCallers() {
    t.creates_two();
    t.step(2, Operation::send, 5, questions);
    t.waits(2, Operation::receive, 6, answers);
    receives(1, 7, questions, 1);
    t.step(1, Operation::send, 8, answers);
    t.step(3, Operation::send, 5, questions);
  }
  void receives(int task, int line, std::uint32_t object, std::int64_t bytes) {
    t.step(task, Operation::receive, line, object).value = bytes;
  }
  bool blamed() const {
    Failure f;
    f.verdict = Verdict::wrong_result;
    f.trace = t.trace();
    return std::ranges::any_of(select_rows(f), [](const Row& r) {
      return r.note == "takes what the other waits for";
    });
  }
};

}  // namespace

TEST_CASE("bytes are taken from a task that waits for them") {
  TwoCallers c;
  c.receives(3, 6, c.answers, 1);
  c.receives(2, 6, c.answers, 1);
  CHECK(shown_rows(c.t, Verdict::wrong_result) == "1:5 1:6 0:8 2:5 2:6");
  CHECK(c.blamed());
}

TEST_CASE("an end of file takes nothing from anybody") {
  TwoCallers c;
  c.receives(3, 6, c.answers, 0);
  CHECK(!c.blamed());
}

TEST_CASE("who has given up waiting has nothing taken away") {
  TwoCallers c;
  c.t.step(2, Operation::handler, 6);
  c.receives(3, 6, c.answers, 1);
  CHECK(!c.blamed());
}

TEST_CASE("who waits at the same end takes its own") {
  TwoCallers c;
  c.t.waits(3, Operation::receive, 6, c.answers);
  c.receives(3, 6, c.answers, 1);
  CHECK(!c.blamed());
}
