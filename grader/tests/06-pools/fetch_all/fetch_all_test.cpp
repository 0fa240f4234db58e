#include <utility>

#include "judge/testing.hpp"

namespace {

using List = Value::List;

// An observation whose only value is a list.
Values one(List list) { return Values{Value(std::move(list))}; }

void check_threads(const course::judge::Runs& runs, int threads) {
  CHECK(runs.only("threads", "the number of threads that are started",
                  {{threads}}));
}

void check_two_fail(int workers) {
  auto runs = explore("two downloads fail", {{"workers", workers}});
  check_threads(runs, workers);
  CHECK(runs.only("urls", "the urls for which fetch is called, sorted",
                  {{"abcd"}}));
  CHECK(runs.only("pages", "the pages of a, b, c, d; b and c cannot be fetched",
                  {one(List{"page a", "nullopt", "nullopt", "page d"})}));
}

void check_meeting(int urls, int workers, const List& pages,
                   const char* meeting) {
  auto runs =
      explore("the downloads wait for each other",
              {{"urls", urls}, {"workers", workers}}, {.meeting = meeting});
  check_threads(runs, urls);
  CHECK(
      runs.only("pages", "the pages, in the order of the urls", {one(pages)}));
}

}  // namespace

TEST_SUITE("06-pools/fetch_all") {
  TEST_CASE("one worker downloads three urls") {
    auto runs = explore("one worker", {{"workers", 1}});
    check_threads(runs, 1);
    CHECK(runs.every(
        "the caller does not call fetch itself",
        [](const Outcome& o) { return !o.boolean("by the caller"); }));
    CHECK(runs.only("order", "the urls in the order in which fetch is called",
                    {{"bac"}}));
    CHECK(runs.only("pages", "the pages of b, a, c; that of a is empty",
                    {one(List{"page b", "", "page c"})}));
  }

  TEST_CASE("no urls need no threads") {
    auto runs = explore("no urls", {{"workers", 2}});
    check_threads(runs, 0);
    CHECK(runs.only("pages", "the pages", {one(List{})}));
  }

  TEST_CASE("four urls, two of them equal, and two workers") {
    auto runs = explore("four urls", {{"workers", 2}});
    check_threads(runs, 2);
    CHECK(runs.only("urls", "the urls for which fetch is called, sorted",
                    {{"aabc"}}));
    CHECK(runs.only("pages", "the pages of a, b, a, c",
                    {one(List{"page a", "page b", "page a", "page c"})}));
  }

  TEST_CASE("two downloads of one worker fail") { check_two_fail(1); }

  TEST_CASE("two downloads of two workers fail") { check_two_fail(2); }

  TEST_CASE("three workers download at the same time") {
    check_meeting(3, 3, {"page a", "page b", "page c"},
                  "three workers are inside fetch at the same time");
  }

  TEST_CASE("five of six workers download at the same time") {
    check_meeting(5, 6, {"page a", "page b", "page c", "page d", "page e"},
                  "five workers are inside fetch at the same time, on a "
                  "machine with four processors");
  }

  TEST_CASE("whoever is free takes the next url at once") {
    auto runs = explore("downloads of 40, 10, 10 and 10 ms", {{"workers", 2}});
    CHECK(runs.only("begun",
                    "the ms after which two workers begin the downloads, which "
                    "take 40, 10, 10 and 10 ms",
                    {one(List{0, 0, 10, 20})}));
    CHECK(runs.only("pages", "the pages, in the order of the urls",
                    {one(List{"page a", "page b", "page c", "page d"})}));
  }

  TEST_CASE("on return all threads have ended") {
    auto runs =
        explore("downloads of an hour and of a moment", {{"workers", 2}});
    CHECK(runs.every("fetch_all returns after all its threads have ended",
                     [](const Outcome& o) {
                       return o.history().back().key == "fetch_all returns";
                     }));
    CHECK(runs.only("pages", "the pages of a and b",
                    {one(List{"page a", "page b"})}));
  }

  TEST_CASE("fetch_all works a second time") {
    auto runs = explore("two calls, one after the other");
    CHECK(runs.only("first", "the pages of a, b, c",
                    {one(List{"page a", "page b", "page c"})}));
    CHECK(runs.only("second", "the pages of d, e",
                    {one(List{"page d", "page e"})}));
  }

  TEST_CASE("two calls at the same time have nothing in common") {
    auto runs = explore("two calls at the same time");
    CHECK(runs.only("first", "the pages of a, b",
                    {one(List{"page a", "page b"})}));
    CHECK(runs.only("second", "the pages of c, d",
                    {one(List{"page c", "page d"})}));
  }
}
