#include "judge/session.hpp"

#include <fmt/format.h>

#include "judge/doctest_runner.hpp"
#include "protocol/error.hpp"

namespace course::judge {
namespace {

Session* running = nullptr;

// Leaves a test case whose session has failed; doctest reports it, the session
// knows why.
struct TestCaseEnds {};

}  // namespace

bool better(const Candidate& a, const Candidate& b) {
  auto key = [](const Candidate& c) {
    return std::tuple(c.outcome.faults, c.outcome.sampled, c.outcome.bound,
                      protocol::rank(c.verdict), c.outcome.points,
                      c.outcome.first);
  };
  return key(a) < key(b);
}

Session& Session::current() {
  protocol::require(running,
                    "explore() is called by a test case that a session runs");
  return *running;
}

std::shared_ptr<Exploration> Session::explore(Question question) {
  question.flags |= terms_.flags;
  question.faults |= terms_.faults;
  question.step_limit = terms_.step_limit;
  auto e = std::make_shared<Exploration>();
  e->question = std::move(question);
  e->number = ++explorations_;
  try {
    e->answer = source_(e->question, e->number);
  } catch (...) {
    error_ = std::current_exception();
    throw TestCaseEnds{};
  }
  coverage_.push_back(e->answer.coverage);
  weak_orders_.insert(weak_orders_.end(), e->answer.weak_orders.begin(),
                      e->answer.weak_orders.end());
  return e;
}

void Session::propose(Candidate c) {
  c.first_exploration = first_of_test_;
  if (!candidate_ || better(c, *candidate_)) candidate_ = std::move(c);
}

bool Session::run_test_case(const std::string& suite, const std::string& name) {
  running = this;
  first_of_test_ = explorations_ + 1;
  const RanTestCases ran = run_doctest(suite, name);
  running = nullptr;
  if (error_) std::rethrow_exception(error_);
  if (ran.matching != 1)
    throw protocol::InternalError(fmt::format(
        "exercise.toml names the test case \"{}\"; {} of {} have that name",
        name, ran.matching, suite));
  if (!ran.passed && !candidate_)
    throw protocol::InternalError(
        fmt::format("the test case \"{}\" of {} fails without evidence: {}",
                    name, suite, ran.problem));
  return !candidate_;
}

}  // namespace course::judge
