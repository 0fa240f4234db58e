#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions spurious{.faults = fault_spurious_wakeup};

// True if a writer is inside alone.
bool writers_are_alone(const Outcome& o) {
  int readers = 0, writers = 0;
  for (const auto& e : o.history()) {
    readers += e.key == "reader is in";
    readers -= e.key == "reader goes";
    writers += e.key == "writer is in";
    writers -= e.key == "writer goes";
    if (writers > 1 || (writers == 1 && readers > 0)) return false;
  }
  return true;
}

void check_alone(int writers, int readers) {
  auto runs = explore("readers and writers",
                      {{"writers", writers}, {"readers", readers}}, spurious);
  CHECK(runs.every("a writer is inside alone", writers_are_alone));
}

void check_all_get_in(bool it_writes, int writers, int readers) {
  auto runs = explore(
      "others wait for one who stays for an hour",
      {{"it writes", it_writes}, {"writers", writers}, {"readers", readers}},
      spurious);
  CHECK(runs.every("a writer is inside alone", writers_are_alone));
}

void check_not_kept_out(bool it_writes, int writers, int readers) {
  explore(
      "one comes while others use the lock again and again",
      {{"it writes", it_writes}, {"writers", writers}, {"readers", readers}},
      {.fair = true});
}

}  // namespace

TEST_SUITE("10-deadlock-and-starvation/rw_lock") {
  TEST_CASE("one thread reads and writes again and again") {
    explore("one thread");
  }

  TEST_CASE("two writers take turns") { check_alone(2, 0); }
  TEST_CASE("a writer and a reader take turns") { check_alone(1, 1); }
  TEST_CASE("a writer and two readers take turns") { check_alone(1, 2); }
  TEST_CASE("two writers and a reader take turns") { check_alone(2, 1); }

  TEST_CASE("two writers and two readers see each other's work whole") {
    auto runs = explore("two writers and two readers of two numbers");
    CHECK(runs.only("numbers", "what two writers have counted to", {{2, 2}}));
    CHECK(runs.only("differences",
                    "how often a reader sees a number that only half of the "
                    "writer's work has led to",
                    {{0}}));
  }

  TEST_CASE("three readers are inside together") {
    explore("readers meet", {{"readers", 3}},
            {.meeting = "three readers are inside at the same time"});
  }
  TEST_CASE("ten readers are inside together") {
    explore("readers meet", {{"readers", 10}},
            {.orders = 2'000,  // three of them meet in more orders
             .meeting = "ten readers are inside at the same time"});
  }
  TEST_CASE("two readers who have waited for a writer are inside together") {
    explore("readers meet after a writer has left", {},
            {.meeting = "two readers who have waited for a writer are inside "
                        "at the same time when it has left"});
  }

  TEST_CASE("all who wait for a writer get in") {
    check_all_get_in(true, 1, 2);
  }
  TEST_CASE("all who wait for a reader get in") {
    check_all_get_in(false, 2, 1);
  }

  TEST_CASE("two readers do not keep a writer out") {
    check_not_kept_out(true, 0, 2);
  }
  TEST_CASE("two writers do not keep a reader out") {
    check_not_kept_out(false, 2, 0);
  }
  TEST_CASE("three readers do not keep a writer out") {
    check_not_kept_out(true, 0, 3);
  }
  TEST_CASE("three writers do not keep a writer out") {
    check_not_kept_out(true, 3, 0);
  }
  TEST_CASE("a writer and two readers do not keep a writer out") {
    check_not_kept_out(true, 1, 2);
  }
  TEST_CASE("two writers and a reader do not keep a reader out") {
    check_not_kept_out(false, 2, 1);
  }
}
