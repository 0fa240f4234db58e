#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions spurious{.faults = fault_spurious_wakeup};

// True if nobody passes in a round in which fewer than n threads have arrived.
auto nobody_passes_before(int n) {
  return [n](const Outcome& o) {
    int arrived[4] = {};
    for (const auto& e : o.history()) {
      const auto round = e.values.at(0).integer();
      if (e.key == "arrives") ++arrived[round];
      if (e.key == "passes" && arrived[round] < n) return false;
    }
    return true;
  };
}

}  // namespace

TEST_SUITE("04-barriers/barrier") {
  TEST_CASE("a barrier for one thread lets it through") {
    explore("one thread, three rounds");
  }

  TEST_CASE("two threads meet") {
    auto runs = explore("two threads, one round", {}, spurious);
    CHECK(runs.every("nobody passes before both have arrived",
                     nobody_passes_before(2)));
  }

  TEST_CASE("three threads meet") {
    auto runs = explore("three threads, one round", {}, spurious);
    CHECK(runs.every("nobody passes before all three have arrived",
                     nobody_passes_before(3)));
  }

  TEST_CASE("who arrives early sleeps until the last one comes") {
    auto runs = explore("one comes an hour late, twice", {}, spurious);
    CHECK(runs.every("nobody passes before both have arrived",
                     nobody_passes_before(2)));
  }

  TEST_CASE("two threads meet three times") {
    auto runs = explore("two threads, three rounds", {}, spurious);
    CHECK(
        runs.every("nobody passes before both have arrived in the same "
                   "round",
                   nobody_passes_before(2)));
  }

  TEST_CASE("three threads meet twice") {
    auto runs = explore("three threads, two rounds");
    CHECK(
        runs.every("nobody passes before all three have arrived in the same "
                   "round",
                   nobody_passes_before(3)));
  }

  TEST_CASE("what was written before the barrier is visible behind it") {
    auto runs = explore("two threads write and read in phases");
    CHECK(runs.only("read",
                    "what the two threads read after both wrote 1, and after "
                    "both wrote 2",
                    {{1, 1, 2, 2}}));
  }

  TEST_CASE("one thread is the leader of each round") {
    auto runs = explore("one thread, three rounds");
    CHECK(runs.only("leader",
                    "what arrive_and_wait() returns with an n of 1, three "
                    "times",
                    {{true, true, true}}));
  }

  TEST_CASE("two threads have one leader in each round") {
    auto runs = explore("who leads two threads in three rounds");
    CHECK(runs.only("leaders",
                    "in how many of the two threads arrive_and_wait() returns "
                    "true, in rounds 1, 2 and 3",
                    {{1, 1, 1}}));
  }

  TEST_CASE("three threads have one leader in each round") {
    auto runs = explore("who leads three threads in two rounds");
    CHECK(runs.only("leaders",
                    "in how many of the three threads arrive_and_wait() "
                    "returns true, in rounds 1 and 2",
                    {{1, 1}}));
  }

  TEST_CASE("two barriers have nothing to do with each other") {
    auto runs = explore("a barrier for two and one for one");
    CHECK(runs.every("nobody passes before both have arrived",
                     nobody_passes_before(2)));
  }
}
