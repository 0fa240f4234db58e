#include "judge/testing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judge/session.hpp"

namespace course::judge {
namespace {

using protocol::Verdict;

// How many schedules the counts of an outcome are taken from.
std::uint64_t tried_with(const AnsweredOutcome& o,
                         const protocol::Coverage& c) {
  if (o.faults) return 0;  // as of a directed schedule: not said
  if (o.sampled) return c.samples;
  return o.bound < c.bound_counts.size() ? c.bound_counts[o.bound]
                                         : 0;  // 0: by a directed schedule
}

bool same_place(const AnsweredOutcome& a, const AnsweredOutcome& b) {
  return a.faults == b.faults && a.sampled == b.sampled && a.bound == b.bound;
}

template <class F>
std::uint64_t count_failing(const Exploration& e, const AnsweredOutcome& shown,
                            F fails) {
  std::uint64_t n = 0;
  for (const auto& o : e.answer.outcomes)
    if (same_place(o, shown) && fails(o)) n += o.count;
  return n;
}

// Every schedule ends in a deadlock: the callbacks that were to meet never can.
bool never_meet(const Answer& a) {
  return std::none_of(
      a.outcomes.begin(), a.outcomes.end(),
      [](const AnsweredOutcome& o) { return o.verdict == Verdict::pass; });
}

void propose_failures(const std::shared_ptr<Exploration>& e,
                      std::string_view meeting) {
  Session& session = Session::current();
  const Answer& a = e->answer;
  if (a.collapse) {
    Candidate c;
    c.verdict = a.collapse->verdict;
    c.message = a.collapse->message;
    c.collapsed = true;
    c.exploration = e;
    return session.propose(std::move(c));
  }
  const bool apart = !meeting.empty() && never_meet(a);
  for (const auto& o : a.outcomes) {
    if (o.verdict == Verdict::pass) continue;
    const bool stuck =
        o.verdict == Verdict::deadlock || o.verdict == Verdict::lost_wakeup;
    Candidate c;
    c.verdict = apart && stuck ? Verdict::not_parallel : o.verdict;
    c.exploration = e;
    c.outcome = o;
    c.message = o.message;
    if (apart && stuck) c.claim = meeting;
    c.same = [v = o.verdict](const AnsweredOutcome& other) {
      return other.verdict == v;
    };
    c.failing = count_failing(*e, o, c.same);
    c.tried = tried_with(o, a.coverage);
    session.propose(std::move(c));
  }
}

std::string seen(const Outcome& o) {
  std::string text;
  for (const auto& observation : o.observations()) {
    if (observation.is_event) continue;
    text += fmt::format("{}{} = {}", text.empty() ? "" : "; ", observation.key,
                        to_string(observation.values));
  }
  return text;
}

using Predicate = std::function<bool(const Outcome&)>;

bool holds(const Predicate& predicate, const Outcome& o) {
  try {
    return predicate(o);
  } catch (const MissingObservation&) {
    return false;
  } catch (const WrongKind&) {
    return false;
  }
}

// Proposes the outcomes for which the predicate does not hold; true if there
// are none.
bool check_all(
    const std::shared_ptr<Exploration>& e, const Predicate& predicate,
    const std::function<void(Candidate&, const Outcome&)>& describe) {
  const auto fails = [predicate](const AnsweredOutcome& o) {
    return o.verdict == Verdict::pass &&
           !holds(predicate, Outcome(o.observations));
  };
  bool all = true;
  for (const auto& o : e->answer.outcomes) {
    if (!fails(o)) continue;
    all = false;
    Candidate c;
    c.exploration = e;
    c.outcome = o;
    c.same = fails;
    c.failing = count_failing(*e, o, fails);
    c.tried = tried_with(o, e->answer.coverage);
    describe(c, Outcome(o.observations));
    Session::current().propose(std::move(c));
  }
  return all;
}

}  // namespace

Runs explore(std::string_view scenario,
             std::initializer_list<ExploreInput> inputs,
             const ExploreOptions& options) {
  Question q;
  q.scenario = scenario;
  for (const auto& i : inputs) q.inputs.emplace_back(i.name, i.value);
  q.faults = options.faults;
  q.orders = options.orders;
  if (options.fair) q.flags |= protocol::fair_turns;
  auto exploration = Session::current().explore(std::move(q));
  propose_failures(exploration, options.meeting);
  return Runs(std::move(exploration));
}

bool Runs::every(std::string_view claim, const Predicate& predicate) const {
  return check_all(exploration_, predicate,
                   [&](Candidate& c, const Outcome& o) {
                     c.claim = claim;
                     c.seen = seen(o);
                   });
}

bool Runs::only(std::string_view key, std::string_view what,
                std::initializer_list<Values> allowed) const {
  const std::vector<Values> list(allowed);
  const std::string k(key);
  const auto predicate = [k, list](const Outcome& o) {
    return std::find(list.begin(), list.end(), o[k]) != list.end();
  };
  return check_all(
      exploration_, predicate, [&](Candidate& c, const Outcome& o) {
        c.claim = what;
        const Values values = o.has(key) ? o.all(key).front() : Values{};
        // "the balance -60", but "the two balances: 100, 130" and "the number
        // of threads that are started: 3".
        const bool colon =
            values.size() > 1 || std::ranges::count(what, ' ') > 2;
        c.seen = values.empty() ? fmt::format("no {}", key)
                                : fmt::format("{}{} {}", what, colon ? ":" : "",
                                              to_string(values));
        for (const Values& v : list) c.allowed.push_back(to_string(v));
      });
}

}  // namespace course::judge
