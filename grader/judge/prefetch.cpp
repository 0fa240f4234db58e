#include "judge/prefetch.hpp"

#include <chrono>

namespace course::judge {
namespace {

Answer explore_surely(const Worker& worker, const Question& q,
                      const Budget& budget) {
  Answer answer = worker.explore(q, budget);
  // A verdict that a clock had a part in is given only if it is given twice.
  if (answer.collapse &&
      answer.collapse->verdict == protocol::Verdict::too_slow)
    answer = worker.explore(q, budget);
  return answer;
}

}  // namespace

Prefetch::Prefetch(const Worker& worker, std::vector<Question> questions,
                   const Budget& budget, unsigned threads,
                   const std::atomic<bool>* cancel)
    : questions_(std::move(questions)),
      budget_(budget),
      cancel_(cancel),
      worker_(worker.with(&stop_)),
      answers_(questions_.size()) {
  for (unsigned i = 0; i < threads && i < questions_.size(); ++i)
    threads_.emplace_back([this] { work(); });
}

Prefetch::~Prefetch() { stop_ = true; }

void Prefetch::work() {
  for (std::size_t i; (i = next_++) < questions_.size() && !stop_;) {
    try {
      answers_[i].set_value(explore_surely(worker_, questions_[i], budget_));
    } catch (...) {
      answers_[i].set_exception(std::current_exception());
    }
  }
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
