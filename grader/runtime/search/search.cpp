#include "runtime/search/search.hpp"

#include <sys/mman.h>
#include <sys/syscall.h>

#include <algorithm>
#include <new>
#include <optional>
#include <vector>

#include "protocol/wire.hpp"
#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/scenarios.hpp"
#include "runtime/core/schedule.hpp"
#include "runtime/core/trace.hpp"
#include "runtime/search/delay_bounded.hpp"
#include "runtime/search/lock_cycles.hpp"
#include "runtime/search/outcomes.hpp"
#include "runtime/strategy/bursty_random_walk.hpp"
#include "runtime/strategy/deviations.hpp"
#include "runtime/strategy/pct.hpp"

namespace course::runtime {
namespace {

constexpr std::size_t max_cycles = 64;

// Of all schedules of an exploration together: some seconds. A program that
// takes very long schedules is given fewer of them.
constexpr std::uint64_t max_work = 300'000'000;

// Of one worker. Handles of locks hold 20 bits of a schedule's number.
constexpr std::uint32_t most_schedules = 1u << 19;

// In shared memory: a schedule that runs in a child moves them on.
struct Strategies {
  BurstyRandomWalk walk;
  Pct pct;
  Deviations deviations;
};

Strategies& make_strategies() {
  return *new (mmap(nullptr, sizeof(Strategies), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0)) Strategies;
}

class Server {
 public:
  Server(protocol::Mapping& m, void (*scenario)())
      : mapping_(m), scenario_(scenario), strategies_(make_strategies()) {}

  ~Server() { munmap(&strategies_, sizeof strategies_); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  bool all_went_well() const {
    return outcomes_.all_pass() && !rt().library_state_lost &&
           rt().generation < most_schedules;
  }

  void explore() {
    const protocol::Request& q = mapping_.request;
    const bool failed = q.phase1_budget > 0 && (phase1() || confirm_cycles());
    if (!failed && !mapping_.response.exhausted) phase2();
    write();
  }

  void run_each() {
    for (const auto& schedule : requested_schedules()) {
      follow(schedule);
      outcomes_.add_always();
    }
    write();
  }

  void trace() {
    const auto schedules = requested_schedules();
    rt().tracing.on = true;
    follow(schedules.empty() ? std::vector<DeviationPoint>{}
                             : schedules.front());
    outcomes_.add_always();
    write_summary();
    write();
  }

 private:
  // True if a schedule failed.
  bool phase1() {
    rt().takes_fingerprints = fingerprints_tell();
    std::optional<bool> failed = search_by_delays();
    if (!failed) {
      // Looks matter after all: from the beginning, with them in every state.
      outcomes_ = Outcomes();
      mapping_.response.schedules = 0;
      failed = search_by_delays();
    }
    rt().takes_fingerprints = false;
    return *failed;
  }

  // Nothing if it turns out that looks matter, which states have not told.
  std::optional<bool> search_by_delays() {
    protocol::Response& r = mapping_.response;
    const bool untold = rt().takes_fingerprints && !rt().looks_matter;
    const auto misses_looks = [=] { return untold && rt().looks_matter; };
    bool failed = false;
    std::vector<std::size_t> outcomes;
    DelayBoundedSearch search(
        {mapping_.request.phase1_budget, mapping_.request.max_delays,
         mapping_.request.deep_budget, mapping_.request.last_budget},
        [&](Strategy& strategy, std::uint32_t bound) {
          run(strategy);
          const Scheduler& s = rt().scheduler;
          outcomes.push_back(s.abandoned ? none : add(bound_byte(bound)));
          const bool bad = !s.abandoned && rt().failure.failed;
          failed |= bad;
          return DelayBoundedSearch::Ran{s.abandoned, bad,
                                         finished() || misses_looks(),
                                         s.options, s.choices};
        },
        state_at);
    const DelayBoundedResult result = search.search();
    if (misses_looks() && !finished()) return std::nullopt;
    count(result, outcomes);
    r.completed_bound = result.completed;
    r.exhausted = result.exhausted && !rt().choices_left_out;
    return failed;
  }

  // `outcomes`: of each schedule that was run; none, if it was abandoned.
  void count(const DelayBoundedResult& result,
             const std::vector<std::size_t>& outcomes) {
    const std::vector<Orders> counts = result.counts();
    for (std::size_t d = 0; d < counts.size(); ++d) {
      std::uint64_t& slot =
          mapping_.response
              .bound_count[std::min<std::size_t>(d, protocol::bound_slots - 1)];
      slot = sum_of(slot, counts[d]);
    }
    for (std::size_t i = 0; i < outcomes.size(); ++i)
      if (outcomes[i] != none)
        for (std::uint32_t d = 0; d < result.orders[i].size(); ++d)
          outcomes_.count(outcomes[i], bound_byte(d), result.orders[i][d]);
  }

  // Phase 1b.
  bool confirm_cycles() {
    bool failed = false;
    for (const LockCycle& cycle : lock_cycles(rt().lock_order, max_cycles)) {
      if (finished()) break;
      DirectedAtCycle strategy(cycle);
      run(strategy);
      // Holding tasks back is unfair: of what such a schedule shows only the
      // deadlock counts.
      if (!rt().failure.failed || rt().failure.verdict != Verdict::deadlock)
        continue;
      outcomes_.count(add(protocol::directed_bound), protocol::directed_bound,
                      1);
      failed = true;
      ++mapping_.response.confirmed_cycles;
    }
    return failed;
  }

  // Half bursty random walk, half PCT, in turn.
  void phase2() {
    const protocol::Request& q = mapping_.request;
    auto& [walk, pct, deviations] = strategies_;
    walk.seed(q.seed);
    pct.seed(~q.seed);
    for (std::uint32_t i = 0; i < q.samples && !finished(); ++i) {
      const bool walks = q.sampling == protocol::Sampling::both
                             ? i % 2 == 0
                             : q.sampling == protocol::Sampling::walk;
      run(walks ? static_cast<Strategy&>(walk) : static_cast<Strategy&>(pct));
      outcomes_.count(add(protocol::sampled_bound), protocol::sampled_bound, 1);
      ++mapping_.response.samples;
    }
  }

  static constexpr std::size_t none = ~std::size_t{0};

  static std::uint8_t bound_byte(std::uint32_t delays) {
    return static_cast<std::uint8_t>(
        std::min<std::uint32_t>(delays, protocol::directed_bound - 1u));
  }

  std::size_t add(std::uint8_t bound) {
    const std::size_t outcome = outcomes_.add(bound);
    if (outcomes_.too_many())
      report_bad_test(protocol::WorkerError::too_many_outcomes,
                      "a scenario has more than 4,096 outcomes");
    return outcome;
  }

  void run(Strategy& strategy) {
    if (mapping_.request.flags & protocol::fork_each)
      run_in_child(strategy);
    else
      run_schedule(scenario_, strategy);
    protocol::Response& r = mapping_.response;
    ++r.schedules;
    work_ += rt().scheduler.work + rt().scheduler.accesses;
    r.progress.fetch_add(1, std::memory_order_relaxed);
    if (rt().scheduler.points > r.max_points)
      r.max_points = rt().scheduler.points;
  }

  // All that tells how it went is shared with the child (see memory_map.cpp),
  // but for what the strategy remembers.
  void run_in_child(Strategy& strategy) {
    const long child = raw_syscall(SYS_fork);
    if (child == 0) {
      // Those that are noted lie in the memory of the child before this one.
      for (Task& t : rt().tasks) t.own_storage = ThreadStorage{};
      run_schedule(scenario_, strategy);
      end_process(0);
    }
    if (child < 0) report_bad_test(protocol::WorkerError::internal, "no fork");
    int status = 0;
    raw_syscall(SYS_wait4, child, reinterpret_cast<long>(&status));
    if (status != 0)
      report_bad_test(protocol::WorkerError::internal,
                      "a schedule's process does not end by itself");
  }

  // No further schedule may be run.
  bool finished() const { return work_ > max_work || rt().library_state_lost; }

  void follow(const std::vector<DeviationPoint>& schedule) {
    Deviations& strategy = strategies_.deviations;
    strategy.follow(schedule.data(),
                    static_cast<std::uint32_t>(schedule.size()));
    run(strategy);
    if (!strategy.fitted()) mapping_.response.unfitted = 1;
  }

  std::vector<std::vector<DeviationPoint>> requested_schedules() const {
    const protocol::Request& q = mapping_.request;
    std::vector<std::vector<DeviationPoint>> schedules(q.schedule_count);
    protocol::Reader reader(mapping_.schedules, q.schedule_bytes);
    for (auto& schedule : schedules)
      for (std::uint32_t n = reader.u32(); n > 0; --n) {
        const std::uint32_t point = reader.u32();
        schedule.push_back({point, reader.u32()});
      }
    return schedules;
  }

  void write() {
    if (!outcomes_.write(mapping_))
      report_bad_test(protocol::WorkerError::answer_too_large,
                      "the outcomes of a scenario take more than 16 MiB");
  }

  protocol::Mapping& mapping_;
  void (*scenario_)();
  Strategies& strategies_;
  Outcomes outcomes_;
  std::uint64_t work_ = 0;
};

}  // namespace

bool serve(protocol::Mapping& m, void (*scenario)()) {
  Server server(m, scenario);
  switch (m.request.mode) {
    case protocol::Mode::explore:
      server.explore();
      break;
    case protocol::Mode::run:
      server.run_each();
      break;
    case protocol::Mode::trace:
      server.trace();
      break;
  }
  return server.all_went_well();
}

}  // namespace course::runtime
