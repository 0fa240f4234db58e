#include "report/task_lines.hpp"

#include <doctest/doctest.h>

#include "report/fixtures.hpp"

using namespace course::report;
using course::protocol::Failure;
using course::protocol::Operation;
using course::protocol::Verdict;
using fixtures::TraceBuilder;

namespace {

using Lines = std::vector<std::string>;

Lines said(const TraceBuilder& t, Verdict verdict = Verdict::crash) {
  Failure f;
  f.verdict = verdict;
  f.message = "std::terminate: nobody catches the exception i";
  f.trace = t.trace();
  return task_lines(f, MemorySourceLines({}), 80);
}

}  // namespace

TEST_CASE("an exception that nobody catches is shown with its callers") {
  TraceBuilder t("a.hpp");
  t.throws(3, 4);  // somebody catches this one
  auto& step = t.throws(2, 7);
  step.stack.insert(
      step.stack.end() - 1,
      {"course::g", "a.hpp", 9, course::protocol::Owner::submission});
  CHECK(said(t) == Lines{"thread 1  throws it at a.hpp:7",
                         "          called from a.hpp:9",
                         "          called from account_scenarios.cpp:20"});
}

TEST_CASE("what a callback throws comes out of the call") {
  TraceBuilder t("a.hpp");
  TraceBuilder::in_callback(t.throws(2, 7));
  CHECK(said(t).front() == "thread 1  gets it out of the call at a.hpp:7");
}

TEST_CASE("a call that is given what is gone uses it") {
  TraceBuilder t("a.hpp");
  t.access(2, Operation::none, 7);
  CHECK(said(t, Verdict::lifetime) == Lines{"thread 1  uses it at a.hpp:7"});
}
