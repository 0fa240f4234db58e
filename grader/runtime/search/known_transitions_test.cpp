#include "runtime/search/known_transitions.hpp"

#include <doctest/doctest.h>

using course::runtime::KnownTransitions;

TEST_CASE("who makes a transition first is where others go on") {
  KnownTransitions known;
  CHECK_FALSE(known.taken(7));
  CHECK(known.take(7, {3, 4}));
  CHECK_FALSE(known.take(7, {5, 6}));
  CHECK(known.taken(7)->schedule == 3);
  CHECK(known.taken(7)->choice == 4);
  CHECK_FALSE(known.announce(7, 0));
  CHECK_FALSE(known.taken(8));
}

TEST_CASE("what is announced is left to whoever has fewer delays") {
  KnownTransitions known;
  CHECK(known.announce(7, 3));
  CHECK_FALSE(known.announce(7, 3));
  CHECK_FALSE(known.announce(7, 4));
  CHECK(known.announce(7, 2));
  CHECK_FALSE(known.announce(7, 3));
  CHECK_FALSE(known.taken(7));
  CHECK(known.take(7, {0, 1}));
  CHECK(known.taken(7)->schedule == 0);
}

TEST_CASE("transitions are known still when there is more room") {
  KnownTransitions known;
  constexpr std::uint64_t many = 100'000, factor = 0x9e3779b97f4a7c15u;
  for (std::uint64_t i = 1; i <= many; ++i) {
    REQUIRE(known.announce(i * factor, 1));
    if (i % 2) known.take(i * factor, {static_cast<std::uint32_t>(i), 1});
  }
  for (std::uint64_t i = 1; i <= many; ++i) {
    REQUIRE_FALSE(known.announce(i * factor, 1));
    const auto next = known.taken(i * factor);
    REQUIRE(next.has_value() == (i % 2 == 1));
    if (next) REQUIRE(next->schedule == i);
  }
}
