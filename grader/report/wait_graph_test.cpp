#include "report/wait_graph.hpp"

#include <doctest/doctest.h>

#include "report/fixtures.hpp"
#include "report/headline.hpp"
#include "report/wait_lines.hpp"

using namespace course::report;
using course::protocol::Failure;
using course::protocol::ObjectKind;
using course::protocol::Operation;
using course::protocol::Verdict;
using fixtures::TraceBuilder;

namespace {

std::string said(const TraceBuilder& t, Verdict verdict = Verdict::deadlock) {
  Failure f;
  f.verdict = verdict;
  f.trace = t.trace();
  return sentence(f);
}

}  // namespace

TEST_CASE("a chain of waits that leads to a circle shows the circle only") {
  TraceBuilder t("a.hpp");
  const auto x = t.object(ObjectKind::mutex, "x");
  const auto y = t.object(ObjectKind::mutex, "y");
  t.blocked(2, Operation::lock, x, 5);
  t.blocked(3, Operation::lock, y, 6, {{x, 0}});
  t.blocked(4, Operation::lock, x, 7, {{y, 0}});
  CHECK(circle(t.trace()).size() == 2);
  CHECK(stuck(t.trace()).size() == 2);
  CHECK(said(t) == "two threads wait for each other, for ever");
}

TEST_CASE("three threads wait in a circle") {
  TraceBuilder t("a.hpp");
  std::vector<std::uint32_t> m;
  for (const char* name : {"a", "b", "c"})
    m.push_back(t.object(ObjectKind::mutex, name));
  for (std::size_t i = 0; i < 3; ++i)
    t.blocked(static_cast<int>(i) + 2, Operation::lock, m[(i + 1) % 3], 5,
              {{m[i], 0}});
  CHECK(said(t) == "three threads wait in a circle, for ever");
}

TEST_CASE("a join is part of a circle") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  const auto thread = t.object(ObjectKind::task, "thread 1");
  t.blocked(1, Operation::join, thread, 5, {{m, 0}});
  t.blocked(2, Operation::lock, m, 9);
  CHECK(said(t) == "two threads wait for each other, for ever");
}

TEST_CASE("without a circle the first wait of the chain is named") {
  TraceBuilder t("a.hpp");
  const auto m = t.object(ObjectKind::mutex, "m");
  const auto ready = t.object(ObjectKind::condition, "ready");
  t.blocked(2, Operation::lock, m, 5);
  t.blocked(3, Operation::wait, ready, 6, {{m, 0}});
  CHECK(root_wait(t.trace())->id == 3);
  CHECK(said(t) ==
        "thread 2 waits for a notification of ready, and nobody is left to "
        "send one");
}

TEST_CASE("a thread that joins itself") {
  TraceBuilder t("a.hpp");
  const auto self = t.object(ObjectKind::task, "thread 1");
  t.blocked(2, Operation::join, self, 5);
  CHECK(said(t) == "thread 1 waits for its own end");
}

TEST_CASE("processes that wait for each other are called so") {
  TraceBuilder t("a.hpp");
  const auto x = t.object(ObjectKind::mutex, "x");
  const auto y = t.object(ObjectKind::mutex, "y");
  const auto z = t.object(ObjectKind::mutex, "z");
  t.blocked(1, Operation::lock, y, 5, {{x, 0}});
  t.blocked(2, Operation::lock, x, 6, {{y, 0}});
  t.forked(2);
  CHECK(said(t) == "two processes wait for each other, for ever");

  TraceBuilder mixed("a.hpp");
  mixed.blocked(1, Operation::lock, y, 5, {{x, 0}});
  mixed.blocked(2, Operation::lock, z, 6, {{y, 0}});
  mixed.blocked(3, Operation::lock, x, 7, {{z, 0}});
  mixed.forked(2);
  CHECK(said(mixed) ==
        "three threads of several processes wait in a circle, for ever");
}

TEST_CASE("processes that run for ever are called so") {
  TraceBuilder t("a.hpp");
  t.running(2, 5);
  t.forked(2);
  t.running(3, 5);
  t.forked(3);
  CHECK(said(t, Verdict::livelock) ==
        "processes run for ever and none of them gets further");
}

TEST_CASE("who waits in a barrier or latch waits for others to come") {
  const auto waits_in = [](const char* header) {
    TraceBuilder t("a.hpp");
    const auto o = t.object(ObjectKind::atomic, "round");
    t.blocked(2, Operation::futex_wait, o, 5).stack.front().file =
        std::string("/usr/include/c++/12/") + header;
    return said(t) + " | " + why_never(t.trace());
  };
  CHECK(waits_in("barrier") ==
        "thread 1 waits for the others at round, and nobody is left to arrive "
        "| nobody else arrives: thread 1 is the only thread");
  CHECK(waits_in("latch") ==
        "thread 1 waits for round to reach zero, and nobody is left to count "
        "down | nobody counts it down: thread 1 is the only thread");
}
