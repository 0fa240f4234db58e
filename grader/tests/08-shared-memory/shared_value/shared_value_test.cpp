#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions no_memory{.faults = fault_mapping};

bool four_calls(const Outcome& o) { return o.history().size() == 4; }
bool two_calls(const Outcome& o) { return o.history().size() == 2; }

}  // namespace

TEST_SUITE("08-shared-memory/shared_value") {
  TEST_CASE("it keeps what it is given") {
    auto runs = explore("one process");
    CHECK(runs.only("zero", "the value without a first one", {{0}}));
    CHECK(runs.only("initial", "the first value", {{5}}));
    CHECK(runs.only("set", "the value that was set", {{6}}));
    CHECK(runs.only("updated", "what update() returns, and get()", {{60, 60}}));
    CHECK(runs.only("other", "another value", {{7'000'000'000}}));
  }

  TEST_CASE("the parent reads what a child has set") {
    auto runs = explore("a child sets");
    CHECK(runs.only("in the child", "the value in the child", {{2}}));
    CHECK(runs.only("value", "the value in the parent", {{2}}));
  }

  TEST_CASE("no update is lost, and each calls f once") {
    auto runs = explore("two children update");
    CHECK(runs.only("value", "the value after four updates", {{4}}));
    CHECK(runs.every("each update calls f once", four_calls));
    // Two digits each: what the two updates of a child have returned.
    CHECK(runs.only(
        "returned", "what the updates of the two return",
        {{12, 34}, {13, 24}, {14, 23}, {23, 14}, {24, 13}, {34, 12}}));
  }

  TEST_CASE("update, set and get are one step each") {
    auto runs = explore("one updates, one sets, one looks");
    CHECK(runs.only("updated, value",
                    "what update() returns, and the last value",
                    {{11, 5}, {15, 15}}));
    CHECK(
        runs.only("seen", "what get() sees meanwhile", {{1}, {11}, {5}, {15}}));
  }

  TEST_CASE("several threads of a process may call") {
    auto runs = explore("two threads and a child");
    CHECK(runs.only("value", "the value after three updates", {{3}}));
  }

  TEST_CASE("if f throws, nothing has happened") {
    auto runs = explore("f throws");
    CHECK(runs.only("the exception arrives",
                    "whether the exception arrives, in parent and child",
                    {{true, true}}));
    CHECK(runs.only("value", "what the next update() returns, and get()",
                    {{4, 4}}));
    CHECK(runs.every("an f that throws is called once, too", two_calls));
  }

  TEST_CASE("a child that destroys its copy harms nobody") {
    auto runs = explore("a child destroys its own");
    CHECK(runs.only("value", "the value after all three", {{7}}));
  }

  TEST_CASE("who waits sleeps") {
    auto runs = explore("f takes long");
    CHECK(runs.only("value", "the value after two updates", {{2}}));
  }

  TEST_CASE("if there is no memory, it says so") {
    auto runs = explore("there may be no memory", {}, no_memory);
    CHECK(runs.only("value", "the value", {{7}, {"std::system_error"}}));
  }
}
