#include <set>

#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions spurious{.faults = fault_spurious_wakeup};

using List = Value::List;

// An observation whose only value is a list.
Values one(List list) { return Values{Value(std::move(list))}; }

// True if nobody begins to eat while a neighbour, or the same one, eats.
bool neighbours_take_turns(const Outcome& o, std::int64_t n) {
  std::set<std::int64_t> eating;
  for (const auto& e : o.history()) {
    const std::int64_t who = e.values.at(0).integer();
    if (e.key == "ends") {
      eating.erase(who);
      continue;
    }
    if (eating.contains((who + 1) % n) || eating.contains((who + n - 1) % n))
      return false;
    eating.insert(who);
  }
  return true;
}

void check_alone(int n) {
  auto runs = explore("one after the other", {{"n", n}});
  CHECK(runs.every("each eat calls its meal once before it returns",
                   [](const Outcome& o) {
                     for (const auto& e : o.history())
                       if (e.values.at(1) != Value(1)) return false;
                     return true;
                   }));
}

void check_all_eat(int n) {
  auto runs = explore("all eat", {{"n", n}}, spurious);
  CHECK(runs.every(
      "nobody begins a meal while a neighbour eats",
      [n](const Outcome& o) { return neighbours_take_turns(o, n); }));
}

// Each fork is used by two philosophers.
void check_traces(int n, int meals) {
  auto runs = explore("all eat and leave traces on their forks",
                      {{"n", n}, {"meals", meals}});
  CHECK(runs.only("used", "how often each fork is used",
                  {one(List(static_cast<std::size_t>(n), Value(2 * meals)))}));
}

void check_wakes_both(int middle, bool throws) {
  explore("two neighbours wait for one meal, then theirs meet",
          {{"middle", middle}, {"throws", throws}},
          {.meeting = "of four philosophers, both neighbours of one who has "
                      "eaten eat at the same time"});
}

}  // namespace

TEST_SUITE("10-deadlock-and-starvation/table") {
  TEST_CASE("each of two eats alone") { check_alone(2); }
  TEST_CASE("each of twelve eats alone") { check_alone(12); }

  TEST_CASE("two tables have nothing to do with each other") {
    auto runs = explore("a meal at another table");
    CHECK(runs.only("meals", "the meals at the other table", {{1}}));
  }

  TEST_CASE("at a table of two they take turns") { check_all_eat(2); }
  TEST_CASE("at a table of three they take turns") { check_all_eat(3); }

  TEST_CASE("at a table of two, two meals each leave all their traces") {
    check_traces(2, 2);
  }
  TEST_CASE("at a table of three, two meals each leave all their traces") {
    check_traces(3, 2);
  }
  TEST_CASE("at a table of five, one meal each leaves all its traces") {
    check_traces(5, 1);
  }

  TEST_CASE("who sit opposite eat at the same time") {
    explore("two meals meet", {{"n", 4}, {"a", 1}, {"b", 3}},
            {.meeting = "of four philosophers, two who sit opposite each other "
                        "eat at the same time"});
  }

  TEST_CASE("who waits for a neighbour keeps nobody else from eating") {
    // Each of 0, 1, 3 and 4 is once the one who waits: any of them may be the
    // one who reaches the other way round.
    struct Guests {
      int eats, waits, comes;
    };
    for (const auto [eats, waits, comes] :
         {Guests{0, 1, 3}, Guests{4, 0, 2}, Guests{3, 4, 1}, Guests{4, 3, 1}})
      explore("two meals meet while a neighbour waits",
              {{"eats", eats}, {"waits", waits}, {"comes", comes}},
              {.meeting = "of five philosophers, one eats together with one "
                          "who shares a fork neither with the first nor with "
                          "the one who waits for the first"});
  }

  TEST_CASE("both who wait for a meal eat after it") {
    check_wakes_both(0, false);
  }

  TEST_CASE("what a meal throws arrives, and the forks are free") {
    for (int n : {2, 5}) {
      auto runs = explore("one thread chokes", {{"n", n}});
      CHECK(runs.only("arrives", "whether what the meals throw arrives",
                      {{true}}));
      CHECK(runs.only("meals", "the number of meals after that", {{n}}));
    }
  }

  TEST_CASE("both who wait for a meal that throws eat after it") {
    check_wakes_both(3, true);
  }

  TEST_CASE("others eat before and after a meal that throws") {
    auto runs = explore("one chokes while the others eat", {}, spurious);
    CHECK(
        runs.only("arrives", "whether what the meal throws arrives", {{true}}));
    CHECK(runs.every(
        "nobody begins a meal while a neighbour eats",
        [](const Outcome& o) { return neighbours_take_turns(o, 3); }));
  }
}
