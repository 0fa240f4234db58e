// Runs the explorations of an exercise ahead, on all cores, while the tests
// that ask for them run one after the other.
#pragma once

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "judge/known_searches.hpp"
#include "judge/worker.hpp"
#include "judge/worker_session.hpp"

namespace course::judge {

class Prefetch {
 public:
  // `questions`: in the order in which get() will ask. At most `threads`
  // workers run at a time. `known`: null, or of the same questions.
  Prefetch(const Worker&, std::vector<Question> questions, const Budget&,
           unsigned threads, const std::atomic<bool>* cancel,
           KnownSearches* known);
  // Ends what is still running: nobody will ask for it.
  ~Prefetch();

  // The answer to question number `index`, from 0; once each. Rethrows what the
  // worker's run threw; throws Cancelled as soon as `cancel` is set.
  Answer get(std::size_t index);

 private:
  void work();
  Answer explore(std::size_t index, WorkerSession&) const;

  std::vector<Question> questions_;
  Budget budget_;
  const std::atomic<bool>* cancel_;
  KnownSearches* known_;
  std::atomic<bool> stop_{false};
  std::atomic<std::size_t> next_{0};
  Worker worker_;
  std::vector<std::promise<Answer>> answers_;
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

}  // namespace course::judge
