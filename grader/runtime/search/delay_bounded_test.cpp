#include "runtime/search/delay_bounded.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <optional>
#include <set>

#include "runtime/search/model_program.hpp"

using namespace course::runtime;
using namespace course::model;

namespace {

using Schedule = std::vector<std::uint32_t>;  // the option of each choice

// What the search ran, and what it says of it.
struct Searched {
  DelayBoundedResult result;
  std::vector<Schedule> schedules;
  std::vector<std::uint32_t> bounds;         // of each
  std::vector<std::optional<History>> ends;  // none: deadlocked, or abandoned
  std::map<History, Tree::Seen> histories;
  std::size_t abandoned = 0;
  bool fitted = true;
};

struct Limits : DelayBoundedSearch::Limits {
  std::size_t last = 0;  // the run after which another budget is used up
};

std::uint64_t nothing_known(const Choice&) { return 0; }

// `merges`: it is abandoned where it comes to a state that is known.
Searched search(const Program& program, Limits limits, bool merges = false) {
  Searched s;
  const Model* running = nullptr;
  const auto state = [&](const Choice& c) {
    return c.kind == ChoiceKind::task ? running->state() : 0;
  };
  std::vector<std::uint8_t> options;
  DelayBoundedSearch search(
      limits,
      [&](Strategy& strategy, std::uint32_t bound) {
        strategy.begin_schedule();
        Model m(program);
        running = &m;
        Schedule chosen;
        options.clear();
        bool abandoned = false;
        while (m.advance()) {
          const Choice choice{
              m.chooses_waiter() ? ChoiceKind::waiter : ChoiceKind::task,
              static_cast<std::uint32_t>(chosen.size() + 1),
              m.options(),
              TaskSet(m.enabled()),
              m.start(),
              m.current_first()};
          options.push_back(static_cast<std::uint8_t>(m.options()));
          const std::uint32_t option = strategy.choose(choice);
          abandoned = option == Strategy::abandon;
          if (abandoned) break;
          chosen.push_back(option);
          m.pick(option);
        }
        s.fitted &= static_cast<FirstVisits&>(strategy).fitted();
        s.schedules.push_back(std::move(chosen));
        s.bounds.push_back(bound);
        s.ends.emplace_back();
        if (!m.deadlocked() && !abandoned) s.ends.back() = m.history();
        return DelayBoundedSearch::Ran{
            .abandoned = abandoned,
            .failed = m.deadlocked(),
            .last = s.schedules.size() == limits.last,
            .options = options.data(),
            .choices = static_cast<std::uint32_t>(options.size())};
      },
      merges ? FirstVisits::State(state) : nothing_known);
  s.result = search.search();
  for (std::size_t i = 0; i < s.ends.size(); ++i) {
    if (!s.ends[i]) continue;
    const std::vector<Orders>& orders = s.result.orders[i];
    Tree::Seen& seen = s.histories[*s.ends[i]];
    for (std::uint32_t d = 0; d < orders.size() && d <= seen.bound; ++d) {
      if (orders[d] == 0) continue;
      if (d < seen.bound) seen = {d, 0};
      seen.count += orders[d];
      break;
    }
  }
  return s;
}

std::vector<Orders> numbers(const std::vector<std::uint32_t>& counts) {
  return {counts.begin(), counts.end()};
}

Tree tree_of(const Program& p, std::uint32_t most_cost = ~0u) {
  Tree tree;
  enumerate(Model(p), tree, most_cost);
  return tree;
}

void check_against(const Tree& tree, const Searched& s, const Limits& limits) {
  const Expected e = expected(tree, limits.budget, limits.max_delays);
  CHECK(s.result.counts() == numbers(e.counts));
  CHECK(s.result.completed == e.completed);
  CHECK(s.result.exhausted == e.exhausted);
  CHECK(s.fitted);
  CHECK(std::set(s.schedules.begin(), s.schedules.end()).size() ==
        s.schedules.size());
  for (std::size_t i = 0; i < s.schedules.size(); ++i) {
    const Schedule& chosen = s.schedules[i];
    REQUIRE(std::accumulate(chosen.begin(), chosen.end(), 0u) == s.bounds[i]);
  }
  CHECK(std::is_sorted(s.bounds.begin(), s.bounds.end()));
}

struct Known {
  Program program;
  Tree tree;
};

// Every one with all its schedules, found once.
const std::vector<Known>& all_programs() {
  static const std::vector<Known> known = [] {
    std::vector<Known> list;
    for (Program& p : small_programs()) list.push_back({std::move(p), {}});
    for (Program& p : random_programs(40, 10'000))
      list.push_back({std::move(p), {}});
    for (Known& k : list) enumerate(Model(k.program), k.tree);
    return list;
  }();
  return known;
}

constexpr std::uint32_t plenty = 1'000'000;

// Too wide to be tried in full: bounds 0 to 2 are enough here.
Program wide() {
  const std::vector<Instruction> steps(6, {Op::step});
  return started_and_joined("wide", {steps, steps, steps});
}

}  // namespace

TEST_CASE("the model deadlocks where the programs' names say so") {
  std::set<std::string> deadlocking;
  for (const auto& [p, tree] : all_programs())
    for (const Tree::Level& level : tree.levels)
      if (level.deadlocks > 0 && !p.name.starts_with("random"))
        deadlocking.insert(p.name);
  CHECK(deadlocking ==
        std::set<std::string>{
            "two mutexes in both orders", "relock", "a unit too few",
            "a lock held while waiting for a signal", "join with the lock held",
            "a condition, notified too early or in time",
            "which of two waiters", "all of two waiters"});
}

TEST_CASE("the schedules of two small programs, counted by hand") {
  // Its own choices: run on or let the thread begin, at join's point the
  // thread runs alone.
  const Program one = started_and_joined("one step", {{{Op::step}}});
  // Choices: at join (not enabled: none), so only the default is left.
  CHECK(tree_of(one).schedules() == 1);
  // First task: create, then a step: at its point the thread may go first. The
  // thread's step: at its point the first task may go first, unless it waits.
  const Program two =
      started_and_joined("two steps", {{{Op::step}}}, {}, {{Op::step}});
  const Tree tree = tree_of(two);
  CHECK(tree.histories.size() == 2);
  std::vector<std::uint64_t> counts;
  for (const auto& level : tree.levels) counts.push_back(level.schedules);
  CHECK(counts == std::vector<std::uint64_t>{1, 1, 1});
}

TEST_CASE("every bound has the counts of the brute-force enumeration") {
  for (const auto& [p, tree] : all_programs()) {
    CAPTURE(p.name);
    REQUIRE(tree.schedules() < plenty);
    for (std::uint32_t max_delays : {0u, 2u}) {
      const Limits limits{{plenty, max_delays}};
      check_against(tree, search(p, limits), limits);
    }
  }
}

TEST_CASE("an exhausted search has seen every history, at its lowest bound") {
  int exhausted = 0;
  for (const auto& [p, tree] : all_programs()) {
    CAPTURE(p.name);
    const Searched s = search(p, {{plenty, 2}});
    if (!s.result.exhausted) continue;
    ++exhausted;
    CHECK(s.schedules.size() == tree.schedules());
    REQUIRE(s.histories.size() == tree.histories.size());
    for (const auto& [history, seen] : tree.histories) {
      const auto found = s.histories.find(history);
      REQUIRE(found != s.histories.end());
      CHECK(found->second.bound == seen.bound);
      CHECK(found->second.count == seen.count);
    }
  }
  CHECK(exhausted > 30);
}

TEST_CASE("a bound in which a schedule fails is finished, none is begun") {
  for (const auto& [p, tree] : all_programs()) {
    CAPTURE(p.name);
    std::size_t first = 0;
    while (first < tree.levels.size() && tree.levels[first].deadlocks == 0)
      ++first;
    if (first == tree.levels.size()) continue;
    const Searched s = search(p, {{plenty, 2}});
    CHECK(s.result.completed == static_cast<int>(first));
    CHECK(s.result.counts().size() == first + 1);
    CHECK(s.result.counts().back() == tree.levels[first].schedules);
    CHECK(s.result.exhausted == (first + 1 == tree.levels.size()));
  }
}

TEST_CASE("whatever the budget, it is kept and only whole bounds are claimed") {
  for (const auto& [p, tree] : all_programs()) {
    CAPTURE(p.name);
    for (std::uint32_t budget : {0u, 1u, 2u, 3u, 5u, 8u, 13u, 21u, 55u, 144u})
      for (std::uint32_t max_delays : {0u, 1u, 2u, 9u}) {
        CAPTURE(budget);
        CAPTURE(max_delays);
        const Limits limits{{budget, max_delays}};
        const Searched s = search(p, limits);
        check_against(tree, s, limits);
        CHECK(s.schedules.size() <= budget);
      }
  }
}

TEST_CASE("a budget of exactly all schedules exhausts, one less does not") {
  for (const auto& [p, tree] : all_programs()) {
    CAPTURE(p.name);
    if (expected(tree, plenty, 2).failed) continue;
    const auto all = static_cast<std::uint32_t>(tree.schedules());
    CHECK(search(p, {{all, 2}}).result.exhausted);
    const Searched less = search(p, {{all - 1, 99}});
    CHECK_FALSE(less.result.exhausted);
    CHECK(less.result.completed < static_cast<int>(tree.levels.size()) - 1);
    CHECK(less.schedules.size() == all - 1);
  }
}

TEST_CASE("a higher bound that does not fit is not begun beyond max_delays") {
  const Tree tree = tree_of(wide(), 2);
  const auto two = static_cast<std::uint32_t>(tree.levels[0].schedules +
                                              tree.levels[1].schedules);
  const auto three = static_cast<std::uint32_t>(tree.levels[2].schedules);
  CHECK(search(wide(), {{two + three - 1, 1}}).schedules.size() == two);
  CHECK(search(wide(), {{two + three, 1}}).result.completed == 2);
  CHECK(search(wide(), {{two + three - 1, 2}}).schedules.size() ==
        two + three - 1);
}

TEST_CASE("who can be delayed for ever is not, in the hope of an end") {
  // One choice more each time that the last one was not the first option: a
  // bound has one schedule, and none is the last.
  std::vector<std::uint8_t> options;
  DelayBoundedSearch search(
      {.budget = 1000, .max_delays = 2, .deep_budget = 1000},
      [&](Strategy& strategy, std::uint32_t) {
        strategy.begin_schedule();
        options.clear();
        std::uint32_t option = 1;
        while (option == 1) {
          options.push_back(2);
          const auto number = static_cast<std::uint32_t>(options.size());
          option = strategy.choose(
              {ChoiceKind::task, number, 2, TaskSet(3), 0, true});
        }
        return DelayBoundedSearch::Ran{
            false, false, false, options.data(),
            static_cast<std::uint32_t>(options.size())};
      },
      nothing_known);
  const DelayBoundedResult result = search.search();
  CHECK(result.completed == 64);
  CHECK(result.counts() == std::vector<Orders>(65, 1));
  CHECK_FALSE(result.exhausted);
}

TEST_CASE("what shrinks is brought to an end that is foreseen") {
  // Ten choices with two options each: 1, 10, 45, 120, 210, 252, 210, ...
  const std::vector<std::uint8_t> options(10, 2);
  const auto searched = [&](std::uint32_t deep, std::uint32_t last) {
    DelayBoundedSearch search(
        {.budget = 2000,
         .max_delays = 2,
         .deep_budget = deep,
         .last_budget = last},
        [&](Strategy& strategy, std::uint32_t) {
          strategy.begin_schedule();
          for (std::uint32_t number = 1; number <= options.size(); ++number)
            strategy.choose({ChoiceKind::task, number, 2, TaskSet(3), 0, true});
          return DelayBoundedSearch::Ran{
              false, false, false, options.data(),
              static_cast<std::uint32_t>(options.size())};
        },
        nothing_known);
    return search.search();
  };
  CHECK(searched(1024, 0).exhausted);
  CHECK(searched(700, 0).completed == 5);
  // 638 + 210 * (1 + r + r^2 + ...), r = 210 / 252.
  CHECK(searched(700, 1897).completed == 5);
  CHECK(searched(700, 1898).exhausted);
  CHECK(searched(700, 1898).completed == 10);
  // 252 are more than 210.
  CHECK(searched(600, 2000).completed == 4);
}

TEST_CASE("a search that is told to stop claims no bound that it left") {
  const Tree tree = tree_of(wide(), 2);
  const std::size_t one = tree.levels[0].schedules + tree.levels[1].schedules;
  for (const std::size_t last : {one - 1, one + 1}) {
    const Searched s = search(wide(), {{1000, 2}, last});
    CHECK(s.schedules.size() == last);
    CHECK(s.result.completed == (last < one ? 0 : 1));
    CHECK_FALSE(s.result.exhausted);
  }
}

TEST_CASE("what is left out where the state is known is counted") {
  std::size_t all = 0, run = 0;
  for (const Known& k : all_programs()) {
    CAPTURE(k.program.name);
    const Expected e = expected(k.tree, plenty, 2);
    const Searched s = search(k.program, {{plenty, 2}}, true);
    CHECK(s.result.exhausted == e.exhausted);
    CHECK(s.result.counts() == numbers(e.counts));
    for (const std::uint32_t n : e.counts) all += n;
    run += s.schedules.size();
    // What many delays lead to, fewer may have led to.
    CHECK((e.exhausted ? s.result.completed <= e.completed
                       : s.result.completed == e.completed));
    if (!e.exhausted) continue;
    CHECK(s.histories.size() == k.tree.histories.size());
    for (const auto& [history, seen] : k.tree.histories) {
      const auto found = s.histories.find(history);
      REQUIRE(found != s.histories.end());
      CHECK(found->second.bound == seen.bound);
      CHECK(found->second.count == seen.count);
    }
  }
  CHECK(run < all / 2);
}

TEST_CASE("the same search runs the same schedules in the same order") {
  for (std::uint32_t budget : {10u, 40u, 100u, 1000u}) {
    const Searched a = search(wide(), {{budget, 2}}),
                   b = search(wide(), {{budget, 2}});
    CHECK(a.schedules == b.schedules);
  }
}

TEST_CASE("the part of a bound that is run is drawn from all of it") {
  // The order of creation is no sample: its first schedules deviate early.
  const auto three = static_cast<std::uint32_t>(tree_of(wide(), 2).schedules());
  const Searched whole = search(wide(), {{three, 2}});
  std::vector<Schedule> level;  // in order of creation
  for (std::size_t i = 0; i < whole.schedules.size(); ++i)
    if (whole.bounds[i] == 2) level.push_back(whole.schedules[i]);
  const std::size_t before =
      whole.result.counts()[0] + whole.result.counts()[1];

  for (const std::size_t left_out : {3 * level.size() / 4, level.size() / 2,
                                     level.size() / 4, before, before / 2}) {
    CAPTURE(left_out);
    CAPTURE(level.size());
    const std::size_t part = level.size() - left_out;
    const Searched cut =
        search(wide(), {{static_cast<std::uint32_t>(before + part), 2}});
    REQUIRE(cut.schedules.size() == before + part);
    const std::set<Schedule> ran(cut.schedules.begin(), cut.schedules.end());
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < level.size(); ++i)
      if (!ran.contains(level[i])) missing.push_back(i);
    REQUIRE(missing.size() == left_out);
    std::size_t late = 0;
    for (std::size_t i : missing) late += i >= level.size() / 2;
    CHECK(late > left_out / 5);
    CHECK(late < left_out - left_out / 5);
    // Nowhere a stretch that has no chance.
    std::size_t longest = 1;
    for (std::size_t i = 0, run = 1; i + 1 < missing.size(); ++i) {
      run = missing[i + 1] == missing[i] + 1 ? run + 1 : 1;
      longest = std::max(longest, run);
    }
    if (left_out <= level.size() / 2) CHECK(longest < 15);
  }
}
