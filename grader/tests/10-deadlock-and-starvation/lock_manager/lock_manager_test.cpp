#include "judge/testing.hpp"
#include "protocol/mapping.hpp"

namespace {

constexpr ExploreOptions spurious{.faults =
                                      course::protocol::fault_spurious_wakeup};

// How often the event happens before the first event `before`.
int count_before(const Outcome& o, std::string_view event,
                 std::string_view before) {
  int n = 0;
  for (const auto& e : o.history()) {
    if (e.key == before) break;
    n += e.key == event;
  }
  return n;
}

// Where in the history the event of this owner is; behind its end if it never
// happens.
std::size_t place(const Outcome& o, std::string_view event, int owner) {
  const auto history = o.history();
  std::size_t i = 0;
  while (i < history.size() &&
         !(history[i].key == event && history[i].values == Values{owner}))
    ++i;
  return i;
}

int count(const Outcome& o, std::string_view event) {
  int n = 0;
  for (const auto& e : o.history()) n += e.key == event;
  return n;
}

// True if each owner that is refused had reason to be: while it asked, all
// others had asked for their second lock and not got it yet.
bool refused_only_if_all_others_wait(const Outcome& o, int owners) {
  for (int owner = 1; owner <= owners; ++owner) {
    const auto refused = place(o, "refused", owner);
    if (refused == o.history().size()) continue;
    for (int other = 1; other <= owners; ++other)
      if (other != owner &&
          (place(o, "asks", other) > refused ||
           place(o, "granted", other) < place(o, "asks", owner)))
        return false;
  }
  return true;
}

bool nobody_is_refused(const Outcome& o) { return count(o, "refused") == 0; }

void check_circle(int owners) {
  auto runs = explore("a circle is about to close", {{"owners", owners}});
  CHECK(runs.only("closes the circle",
                  "the answer to the owner that would close the circle",
                  {{false}}));
  CHECK(runs.only("seconds", "how many seconds it takes to refuse", {{0}}));
  CHECK(runs.only("still held",
                  "whether the owner that was refused still holds its lock",
                  {{true}}));
  CHECK(runs.every(
      "nobody gets a lock before its holder releases it", [](const Outcome& o) {
        return count_before(o, "an owner that waited has an answer",
                            "the last owner releases") == 0;
      }));
  CHECK(runs.only("the others",
                  "whether all who waited get their locks in the end",
                  {{true}}));
  CHECK(runs.only("asks again",
                  "the answer to the same request when all locks are free",
                  {{true}}));
}

void check_at_the_same_time(int owners) {
  auto runs = explore("all ask at the same time", {{"owners", owners}});
  CHECK(runs.every("at most one of the owners is refused",
                   [](const Outcome& o) { return count(o, "refused") <= 1; }));
  CHECK(runs.every("an owner is refused only if all others wait",
                   [&](const Outcome& o) {
                     return refused_only_if_all_others_wait(o, owners);
                   }));
  CHECK(runs.every("all locks are free in the end", [&](const Outcome& o) {
    for (const auto& e : o.history())
      if (e.key == "free" && e.values != Values{true}) return false;
    return count(o, "free") == owners;
  }));
}

}  // namespace

TEST_SUITE("10-deadlock-and-starvation/lock_manager") {
  TEST_CASE("locks that are free are granted") {
    auto runs = explore("one thread, nobody waits");
    CHECK(runs.only("answers",
                    "the answers to owner 0, which asks for two locks, to "
                    "owner -1, which asks for a third and for the first one "
                    "after it was released, and to another owner, after it was "
                    "released again",
                    {{true, true, true, true, true}}));
  }

  TEST_CASE("calls that are not allowed throw and change nothing") {
    auto runs = explore("calls that are not allowed");
    CHECK(runs.only("release",
                    "whether release throws std::logic_error for a lock that "
                    "nobody holds, for one that another owner holds, and for "
                    "one that the owner has released already",
                    {{true, true, true}}));
    CHECK(runs.only("own release",
                    "whether it does so for one that the owner holds",
                    {{false}}));
    CHECK(runs.only("acquire",
                    "whether a second acquire of the same lock by the same "
                    "owner throws std::logic_error, for the owners 0, -1, "
                    "INT_MIN and INT_MAX",
                    {{true}}));
    CHECK(runs.only("free", "whether both locks are free after these calls",
                    {{true, true}}));
  }

  TEST_CASE("release_all releases what one owner holds") {
    auto runs = explore("release_all of one thread");
    CHECK(runs.only("free",
                    "whether owner 3 gets both locks of owner 1 after its "
                    "release_all",
                    {{true, true}}));
    CHECK(runs.only("held", "whether owner 2 still holds its lock", {{true}}));
  }

  TEST_CASE("two managers have nothing in common") {
    auto runs = explore("two managers");
    CHECK(runs.only("free, held",
                    "whether an owner that holds a lock in one manager gets "
                    "it in another, and whether it still holds it there after "
                    "a release_all in the first one",
                    {{true, true}}));
  }

  TEST_CASE("an owner may act from two threads") {
    auto runs = explore("an owner in two threads");
    CHECK(runs.only("answers",
                    "the answers to owner 1 in one thread and in another, "
                    "which releases the first lock, and to owner 2, which asks "
                    "for that one",
                    {{true, true, true}}));
    CHECK(runs.only("held by both", "whether each holds its lock then",
                    {{true, true}}));
  }

  TEST_CASE("an owner sleeps until the lock is released") {
    auto runs = explore("an owner waits for another", {}, spurious);
    CHECK(runs.only("granted", "the answer to the owner that waits", {{true}}));
    CHECK(runs.every("who waits has no answer before the holder releases",
                     [](const Outcome& o) {
                       return count_before(o, "owner 2 has an answer",
                                           "owner 1 releases") == 0;
                     }));
  }

  TEST_CASE("three owners hold the lock one after the other") {
    auto runs = explore("three owners, one lock", {}, spurious);
    CHECK(runs.every("nobody is refused", nobody_is_refused));
    CHECK(runs.only("visitors", "how often the lock was held", {{3}}));
  }

  TEST_CASE("who waits for one lock does not get in the way of another") {
    auto runs = explore("two owners wait for two locks");
    CHECK(runs.only("granted",
                    "the answers to two owners that wait for different locks",
                    {{true, true}}));
  }

  TEST_CASE("first come, first served") {
    auto runs = explore("owner 3 comes, then 2, then 1 again");
    CHECK(runs.every("nobody is refused", nobody_is_refused));
    CHECK(runs.only("visitors",
                    "who holds the lock after owner 1, when owner 3 came "
                    "first, then 2, and then 1 again, right after its release",
                    {{"321"}}));
  }

  TEST_CASE("release_all hands all locks on") {
    auto runs = explore("release_all while two owners wait");
    CHECK(runs.only("throws",
                    "whether the holder's second acquire throws "
                    "std::logic_error while another owner waits",
                    {{true}}));
    CHECK(runs.only("granted",
                    "the answers to two owners that wait for different locks",
                    {{true, true}}));
  }

  TEST_CASE("a lock that was waited for is a lock like others") {
    auto runs = explore("an owner that has waited releases all");
    CHECK(runs.only("held",
                    "whether a second acquire of a lock that was waited for "
                    "throws std::logic_error",
                    {{true}}));
    CHECK(runs.only("free",
                    "the answer to another owner, after a release_all of the "
                    "one that waited for the lock",
                    {{true}}));
  }

  TEST_CASE("a circle of two is refused") { check_circle(2); }
  TEST_CASE("a circle of three is refused") { check_circle(3); }
  TEST_CASE("a circle of four is refused") { check_circle(4); }

  TEST_CASE("a circle through any of an owner's locks is refused") {
    for (const int lock_of_1 : {1, 2}) {
      auto runs =
          explore("a circle of owners with two locks each",
                  {{"lock of 1", lock_of_1}, {"lock of 2", 5 - lock_of_1}});
      CHECK(runs.only("owner 1",
                      "the answer to owner 1, which holds what owner 2 waits "
                      "for, and asks for what owner 2 holds",
                      {{false}}));
      CHECK(
          runs.only("owner 2", "the answer to owner 2, which waits", {{true}}));
    }
  }

  TEST_CASE("two owners that ask at the same time close no circle") {
    check_at_the_same_time(2);
  }

  TEST_CASE("three owners that ask at the same time close no circle") {
    check_at_the_same_time(3);
  }

  TEST_CASE("waiting without a circle is not refused") {
    auto runs = explore("a chain");
    CHECK(runs.only("granted",
                    "the answers to owner 2, which waits for owner 1, and to "
                    "owner 3, which waits for owner 2",
                    {{true, true}}));
  }

  TEST_CASE("a circle through a queue is refused") {
    auto runs = explore("a circle through the second in a queue");
    CHECK(runs.only("owner 1",
                    "the answer to owner 1, which asks for what an owner holds "
                    "that is the second in the queue for a lock of owner 1",
                    {{false}}));
    CHECK(runs.only("owner 3", "the answer to that other owner", {{true}}));
  }

  TEST_CASE("a request that was refused leaves nothing behind") {
    auto runs = explore("others ask after a request was refused");
    CHECK(runs.only("owner 2", "the answer to owner 2, which closes a circle",
                    {{false}}));
    CHECK(runs.only("owners 1 and 3",
                    "the answers to owner 1, which waits for owner 2, and to "
                    "owner 3, which asks for a lock of owner 1 later",
                    {{true, true}}));
  }

  TEST_CASE("who was refused does not wait") {
    auto runs = explore("an owner waits for one that was refused");
    CHECK(runs.only("answers",
                    "the answers to owner 2, which closes a circle, to owner "
                    "3, which later takes the lock that was refused, to owner "
                    "2, which takes another one, and to owner 3, which asks "
                    "for that one",
                    {{false, true, true, true}}));
  }

  TEST_CASE("who has got its lock does not wait any more") {
    auto runs = explore("first one waits, then the other");
    CHECK(runs.only("granted",
                    "the answers to owner 1, which waits for owner 2, and to "
                    "owner 2, which asks for a lock of owner 1 after that",
                    {{true, true}}));
  }

  TEST_CASE("who has got its lock may close the next circle") {
    auto runs = explore("who was waiting asks for more");
    CHECK(runs.only("granted",
                    "the answers to owner 1 and owner 2, which hold what the "
                    "other one asks for",
                    {{true, false}, {false, true}}));
  }

  TEST_CASE("who is queued does not wait for a holder that is gone") {
    auto runs = explore("the queue moves on", {{"owner", 1}});
    CHECK(runs.only("granted",
                    "the answers to owner 1, which asks for a lock of owner 3, "
                    "and to owner 3, which waits for a lock that owner 1 has "
                    "released and owner 2 holds now",
                    {{true, true}}));
  }

  TEST_CASE("who is queued waits for each holder in turn") {
    auto runs = explore("the queue moves on", {{"owner", 2}});
    CHECK(runs.only("granted",
                    "the answers to owner 2, which asks for a lock of owner 3, "
                    "and to owner 3, which waits for a lock that owner 1 has "
                    "released and owner 2 holds now",
                    {{false, true}}));
  }
}
