#include "judge/prefetch.hpp"

#include <algorithm>
#include <chrono>

namespace course::judge {
namespace {

Answer explore_surely(WorkerSession& worker, const Question& q,
                      const Budget& budget) {
  Answer answer = worker.explore(q, budget);
  // A verdict that a clock had a part in is given only if it is given twice.
  if (answer.collapse &&
      answer.collapse->verdict == protocol::Verdict::too_slow)
    answer = worker.explore(q, budget);
  return answer;
}

// Once more with freed memory used again, where that can make a difference and
// the program has not failed anyhow. Afterwards, so that the simplest schedule
// is the one that is shown.
Answer with_memory_reuse(Answer answer, WorkerSession& worker,
                         const Question& q, const Budget& budget) {
  const auto passes = [](const AnsweredOutcome& o) {
    return o.verdict == protocol::Verdict::pass;
  };
  if (!answer.memory_reusable || answer.collapse ||
      (q.faults & protocol::fault_memory_reuse) ||
      !std::ranges::all_of(answer.outcomes, passes))
    return answer;
  Question again = q;
  again.faults |= protocol::fault_memory_reuse;
  Answer more = explore_surely(worker, again, budget);
  for (AnsweredOutcome& o : more.outcomes) {
    o.faults = protocol::fault_memory_reuse;
    answer.outcomes.push_back(std::move(o));
  }
  answer.collapse = more.collapse;
  answer.coverage.memory_reuse_schedules = more.coverage.schedules;
  return answer;
}

// What another seed samples, beside what the search of `known` found.
Answer sample(const Answer& known, WorkerSession& worker, const Question& q,
              Budget budget) {
  budget.phase1_budget = 0;
  Answer answer = explore_surely(worker, q, budget);
  answer.memory_reusable |= known.memory_reusable;
  for (const AnsweredOutcome& o : known.outcomes)
    if (!o.sampled && o.faults == 0) answer.outcomes.push_back(o);
  return answer;
}

}  // namespace

Prefetch::Prefetch(const Worker& worker, std::vector<Question> questions,
                   const Budget& budget, unsigned threads,
                   const std::atomic<bool>* cancel, KnownSearches* known)
    : questions_(std::move(questions)),
      budget_(budget),
      cancel_(cancel),
      known_(known),
      worker_(worker.with(&stop_)),
      answers_(questions_.size()) {
  for (unsigned i = 0; i < threads && i < questions_.size(); ++i)
    threads_.emplace_back([this] { work(); });
}

Prefetch::~Prefetch() { stop_ = true; }

void Prefetch::work() {
  WorkerSession session(worker_);
  for (std::size_t i; (i = next_++) < questions_.size() && !stop_;) {
    try {
      answers_[i].set_value(explore(i, session));
    } catch (...) {
      answers_[i].set_exception(std::current_exception());
    }
  }
}

Answer Prefetch::explore(std::size_t index, WorkerSession& worker) const {
  const Question& q = questions_[index];
  const std::optional<Answer> known =
      known_ ? known_->find(index) : std::nullopt;
  if (known && known->coverage.samples == 0 &&
      known->coverage.memory_reuse_schedules == 0)
    return *known;
  Answer answer = with_memory_reuse(known && !known->collapse
                                        ? sample(*known, worker, q, budget_)
                                        : explore_surely(worker, q, budget_),
                                    worker, q, budget_);
  if (known_ && !known) known_->keep(index, answer);
  return answer;
}

Answer Prefetch::get(std::size_t index) {
  std::future<Answer> answer = answers_.at(index).get_future();
  while (answer.wait_for(std::chrono::milliseconds(10)) !=
         std::future_status::ready)
    if (cancel_ && *cancel_) {
      stop_ = true;
      throw Cancelled{};
    }
  return answer.get();
}

}  // namespace course::judge
