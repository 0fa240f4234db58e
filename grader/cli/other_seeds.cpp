#include "cli/other_seeds.hpp"

#include <algorithm>

#include "protocol/schedule.hpp"

namespace course::cli {
namespace {

using protocol::CheckResult;

bool has_samples(const CheckResult& result) {
  return std::ranges::any_of(result.coverage, [](const auto& c) {
    return c.samples > 0 || c.memory_reuse_schedules > 0;
  });
}

// Memory is used again only after the samples.
bool fails_by_search(const CheckResult& result) {
  if (!result.failure || result.failure->sampled || !result.failure->replayed)
    return false;
  const auto replay = protocol::replay_from_string(result.failure->replay);
  return replay && !(replay->faults & protocol::fault_memory_reuse);
}

// Empty: it is the first one, or none has failed.
std::string test_before_the_failed(const CheckResult& result) {
  std::string before;
  for (const auto& step : result.steps)
    for (const auto& test : step.tests) {
      if (test.state == protocol::TestState::failed) return before;
      before = test.name;
    }
  return "";
}

}  // namespace

OtherSeeds::OtherSeeds(const CheckResult& first, bool one_test)
    : verdict_(first.verdict), same_(!has_samples(first)) {
  if (!fails_by_search(first)) return;
  last_test_ = test_before_the_failed(first);
  same_ = same_ || one_test || last_test_.empty();
}

CheckResult OtherSeeds::check(Session& session, const Submission& submission,
                              judge::Settings settings) const {
  if (!last_test_.empty()) {
    judge::Settings samples = settings;
    samples.last_test = last_test_;
    samples.phase1_budget = 0;
    CheckResult before =
        session.check(*submission.exercise, submission.file, samples);
    if (before.verdict == protocol::Verdict::pass) before.verdict = verdict_;
    if (before.verdict == verdict_ || session.stopped()) return before;
  }
  return session.check(*submission.exercise, submission.file, settings);
}

}  // namespace course::cli
