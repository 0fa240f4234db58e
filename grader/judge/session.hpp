// One grading of one submission, as explore() and Runs see it: a test case has
// no parameters, so the session it belongs to is found here.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "judge/worker.hpp"

namespace course::judge {

// What holds for all explorations of one grading; a test case may add faults.
struct Terms {
  std::uint32_t flags = 0;   // of protocol::RequestFlag
  std::uint32_t faults = 0;  // of protocol::Fault
  std::uint32_t step_limit = default_step_limit;
};

// What one explore() brought.
struct Exploration {
  Question question;
  std::uint32_t number = 0;  // of all explorations of the exercise, from 1
  Answer answer;
};

// One way in which a test case failed.
struct Candidate {
  protocol::Verdict verdict = protocol::Verdict::wrong_result;
  std::shared_ptr<Exploration> exploration;
  std::uint32_t first_exploration = 1;  // number of its test case's first one
  AnsweredOutcome outcome;  // the schedule to show; empty schedule and hash if
                            // the worker collapsed
  bool collapsed = false;
  std::string message, claim, seen;
  std::vector<std::string> allowed;
  std::uint64_t failing = 0, tried = 0;
  // Another outcome of the same scenario fails in the same way; for shrinking.
  std::function<bool(const AnsweredOutcome&)> same;
};

// The order in which candidates are preferred: schedules of phase 1 before
// samples, fewer delays, then rank, then fewer points.
bool better(const Candidate&, const Candidate&);

class Session {
 public:
  // Answers a question; the second argument is the exploration's number.
  using Source = std::function<Answer(const Question&, std::uint32_t)>;

  Session(Source source, const Terms& terms)
      : source_(std::move(source)), terms_(terms) {}

  std::shared_ptr<Exploration> explore(Question);
  void propose(Candidate);

  // Runs one test case; true if it passed. Rethrows what explore() threw.
  bool run_test_case(const std::string& suite, const std::string& name);

  const std::optional<Candidate>& candidate() const { return candidate_; }
  const std::vector<protocol::Coverage>& coverage() const { return coverage_; }
  const std::vector<std::uint64_t>& weak_orders() const { return weak_orders_; }

  // The session whose test case is running.
  static Session& current();

 private:
  Source source_;
  Terms terms_;
  std::uint32_t explorations_ = 0;
  std::uint32_t first_of_test_ = 1;  // number of the running test case's first
  std::optional<Candidate> candidate_;
  std::vector<protocol::Coverage> coverage_;
  std::vector<std::uint64_t> weak_orders_;
  std::exception_ptr error_;
};

}  // namespace course::judge
