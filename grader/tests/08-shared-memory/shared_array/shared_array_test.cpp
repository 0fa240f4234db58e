#include "judge/testing.hpp"

namespace {

using List = Value::List;

constexpr ExploreOptions no_memory{.faults = fault_mapping};
constexpr std::string_view values = "the values";

}  // namespace

TEST_SUITE("08-shared-memory/shared_array") {
  TEST_CASE("every element begins with its value") {
    auto runs = explore("it begins with the values given");
    CHECK(runs.only("three sevens", "the values of (3, 7)", {{List{7, 7, 7}}}));
    CHECK(runs.only("four zeros", "the values of (4)", {{List{0, 0, 0, 0}}}));
    CHECK(runs.only("a list", "the values of {3, 1, 2}", {{List{3, 1, 2}}}));
  }

  TEST_CASE("the parent reads what a child has written") {
    auto runs = explore("a child writes");
    CHECK(runs.only("values", values, {{List{5, 8, 7}}}));
  }

  TEST_CASE("a child reads what the parent has written") {
    auto runs = explore("the parent writes after the fork");
    CHECK(runs.only("values", values, {{List{3, 30}}}));
  }

  TEST_CASE("an array larger than a page") {
    for (const int n : {170, 400}) {  // of 24 bytes each
      auto runs = explore("more than a page", {{"elements", n}});
      CHECK(runs.only("size", "size()", {{n}}));
      CHECK(runs.only("values", "the first, the middle and the last",
                      {{3, 2, 4}}));
    }
  }

  TEST_CASE("two arrays have nothing in common") {
    auto runs = explore("two arrays");
    CHECK(runs.only("a", "the values of the first", {{List{10, 1}}}));
    CHECK(runs.only("b", "the values of the second", {{List{2, 20}}}));
    auto each = explore("two processes make one each");
    CHECK(each.only("value", "the value in the parent's own", {{22}}));
  }

  TEST_CASE("it moves, and leaves nothing") {
    auto runs = explore("moved");
    CHECK(runs.only("values", values, {{List{1, 2, 4}}}));
    CHECK(runs.only("size of what was moved from",
                    "the size of what was moved from", {{0}}));
  }

  TEST_CASE("assigning gives the old memory back") {
    auto runs = explore("assigned over");
    CHECK(runs.only("values", values, {{List{0, 4, 6}}}));
    CHECK(runs.only("size of what was moved from",
                    "the size of what was moved from", {{0}}));
  }

  TEST_CASE("assigned to itself it stays as it is") {
    auto runs = explore("assigned to itself");
    CHECK(runs.only("values", values, {{List{3, 2}}}));
  }

  TEST_CASE("a child that destroys its array disturbs nobody") {
    auto runs = explore("children destroy theirs");
    CHECK(runs.only("values", values, {{List{2, 3}}}));
    CHECK(runs.only("afterwards", "the values afterwards", {{4, 3, 5}}));
  }

  TEST_CASE("if there is no memory, it says so") {
    auto runs = explore("there may be no memory", {}, no_memory);
    CHECK(
        runs.only("values", values, {{List{7, 7, 7}}, {"std::system_error"}}));
  }

  TEST_CASE("it may be empty") {
    auto runs = explore("of no size");
    CHECK(runs.only("sizes", "the two sizes", {{0, 0}}));
    CHECK(runs.only("empty", "begin() == end()", {{true}}));
    CHECK(runs.only("assigned", "the size of what it is assigned to", {{0}}));
  }
}
