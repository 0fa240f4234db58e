#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions spurious{.faults = fault_spurious_wakeup};

// True if at least n jobs are done when wait returns for the n-th time.
bool nth_wait_returns_after_n_jobs(const Outcome& o) {
  int done = 0, waits = 0;
  for (const auto& e : o.history()) {
    done += e.key == "a job is done";
    waits += e.key == "wait returns";
    if (waits > done) return false;
  }
  return true;
}

// True if so many jobs are done whenever a wait returns.
auto waits_return_after(int jobs) {
  return [jobs](const Outcome& o) {
    int done = 0;
    for (const auto& e : o.history()) {
      done += e.key == "a job is done";
      if (e.key == "wait returns" && done < jobs) return false;
    }
    return true;
  };
}

}  // namespace

TEST_SUITE("04-barriers/wait_group") {
  TEST_CASE("add raises the count and done lowers it") {
    auto runs = explore("one thread counts");
    CHECK(runs.only("counts",
                    "the count at first, after add(2) and add(), and after one "
                    "done(); and that of another group, which nobody has used",
                    {{0, 3, 2, 0}}));
  }

  TEST_CASE("wait returns at once if the count is 0") {
    explore("one thread waits for nothing");
  }

  TEST_CASE("a done too many is refused and changes nothing") {
    auto runs = explore("one thread calls done too often");
    CHECK(runs.only("refused",
                    "whether done() throws std::logic_error at first, after an "
                    "add(), and once more",
                    {{true, false, true}}));
    CHECK(runs.only("count", "the count afterwards", {{0}}));
  }

  TEST_CASE("who waits sleeps until the job is done") {
    auto runs = explore("a job takes an hour", {}, spurious);
    CHECK(runs.every("wait returns after the job is done",
                     waits_return_after(1)));
  }

  TEST_CASE("wait returns when both jobs are done") {
    auto runs = explore("one waits for two jobs", {}, spurious);
    CHECK(runs.every("wait returns after both jobs are done",
                     waits_return_after(2)));
    CHECK(runs.only("written", "what the two jobs wrote before done()",
                    {{1, 2}}));
  }

  TEST_CASE("no job is lost when two threads count") {
    auto runs = explore("two threads add and are done");
    CHECK(runs.every(
        "the count is 0 to 4 while two threads call add(2), "
        "then done()",
        [](const Outcome& o) {
          return o.integer("meanwhile") >= 0 && o.integer("meanwhile") <= 4;
        }));
    CHECK(runs.only("count", "the count afterwards", {{2}}));
  }

  TEST_CASE("of two that are done with one job one is refused") {
    auto runs = explore("two threads are done with one job");
    CHECK(runs.only("refused",
                    "whether done() throws std::logic_error in each of the two",
                    {{true, false}, {false, true}}));
    CHECK(runs.only("count", "the count afterwards", {{0}}));
  }

  TEST_CASE("both who wait get through") {
    auto runs = explore("two wait for one job", {}, spurious);
    CHECK(runs.every("each wait returns after the job is done",
                     waits_return_after(1)));
    CHECK(runs.only("count", "the count afterwards", {{0}}));
  }

  TEST_CASE("two wait for two jobs, one of which waits afterwards") {
    auto runs = explore("two wait for two jobs", {}, spurious);
    CHECK(runs.every("each wait returns after both jobs are done",
                     waits_return_after(2)));
  }

  TEST_CASE("wait waits for a job that another job has added") {
    auto runs = explore("a job adds another one", {}, spurious);
    CHECK(runs.every("wait returns after both jobs are done",
                     waits_return_after(2)));
  }

  TEST_CASE("who has waited may destroy the group") {
    explore("who has waited destroys the group");
  }

  TEST_CASE("when two have waited the group may be destroyed") {
    explore("the group is destroyed when both have waited");
  }

  TEST_CASE("wait waits again in a second round") {
    auto runs = explore("a second round", {}, spurious);
    CHECK(runs.every("each wait returns after the job added before it is done",
                     nth_wait_returns_after_n_jobs));
    CHECK(runs.only("count", "the count afterwards", {{0}}));
  }

  TEST_CASE("a second round may begin before all have left the first one") {
    auto runs =
        explore("a second round begins while another thread still waits");
    CHECK(runs.every("each wait returns after the job added before it is done",
                     nth_wait_returns_after_n_jobs));
    CHECK(runs.only("count", "the count afterwards", {{0}}));
  }
}
