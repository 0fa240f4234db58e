#include "judge/damage.hpp"

namespace course::judge {
namespace {

// A race is a verdict already; this is to show it, so it must not take long.
constexpr std::uint32_t most_schedules = 2'000;
constexpr std::uint32_t most_delays = 2;

}  // namespace

std::shared_ptr<protocol::Failure> damage_of(const protocol::Failure& race,
                                             const Candidate& candidate,
                                             const Worker& worker,
                                             const Assignment& assignment,
                                             const std::string& test) {
  if (race.trace.accesses.size() != 2) return nullptr;
  Question question = candidate.exploration->question;
  question.faults |= candidate.outcome.faults;
  for (const protocol::Access& a : race.trace.accesses)
    question.watched.push_back(a.site);
  Budget budget;
  budget.phase1_budget = most_schedules;
  budget.max_delays = most_delays;
  budget.samples = 0;
  // The test case judges what the search brings; its other explorations stay
  // empty.
  std::uint32_t number = candidate.first_exploration - 1;
  Session session(
      [&](const Question&, std::uint32_t) {
        if (++number != candidate.exploration->number) return Answer{};
        return worker.explore(question, budget);
      },
      assignment.terms);
  session.run_test_case(assignment.exercise, test);
  if (!session.candidate() || session.candidate()->collapsed) return nullptr;
  Candidate shown = *session.candidate();
  shown.exploration->question = question;
  auto damage = std::make_shared<protocol::Failure>(
      gather_evidence(shown, worker, assignment, test));
  damage->replay.clear();
  return damage->replayed ? damage : nullptr;
}

}  // namespace course::judge
