// TODO(author): what each scenario must show. Races, deadlocks, crashes and
// leaks fail a test by themselves.
#include "judge/testing.hpp"

TEST_SUITE("00-lesson/exercise_name") {
  TEST_CASE("one thread adds up") {
    auto runs = explore("one thread adds");
    CHECK(runs.only("value", "the value after add(2) and add(3)", {{5}}));
  }

  TEST_CASE("two threads lose nothing") {
    auto runs = explore("two threads add");
    CHECK(runs.only("value", "the value after add(2) and add(3) in two threads",
                    {{5}}));
  }
}
