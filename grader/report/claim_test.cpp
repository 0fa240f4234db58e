#include "report/claim.hpp"

#include <doctest/doctest.h>

using namespace course::report;
using course::protocol::Coverage;

namespace {

Coverage search(const char* scenario, std::vector<std::uint64_t> counts,
                int bound, bool exhausted, std::uint32_t samples) {
  Coverage c;
  c.scenario = scenario;
  c.bound_counts = std::move(counts);
  c.completed_bound = bound;
  c.exhausted = exhausted;
  c.samples = samples;
  for (const auto n : c.bound_counts) c.schedules += n;
  c.schedules += samples;
  return c;
}

}  // namespace

TEST_CASE("all is said only if every search was exhausted") {
  const Coverage whole = search("a", {1, 9, 74}, 2, true, 0);
  const Coverage cut = search("b", {1, 40, 1514, 300}, 2, false, 2000);
  CHECK(claimed_orders({whole}) == "all 84 orders");
  CHECK(claimed_orders({whole, whole}) == "all 168 orders");
  CHECK(claimed_orders({cut}) ==
        "every order with at most 2 delays (1,555), then 2,000 sampled");
  CHECK(claimed_orders({whole, cut}) ==
        "every order with at most 2 delays (1,639) in 2 scenarios, then 2,000 "
        "sampled");
}

TEST_CASE("the smallest completed bound counts") {
  const Coverage two = search("a", {1, 40, 1514}, 2, false, 0);
  const Coverage one = search("b", {1, 200, 9000}, 1, false, 0);
  CHECK(claimed_orders({two, one}) ==
        "every order with at most 1 delay (242) in 2 scenarios");
  const Coverage none = search("c", {5000}, -1, false, 10);
  CHECK(claimed_orders({none}) ==
        "5,000 orders tried, no bound completed, then 10 sampled");
  CHECK(claimed_orders({}) == "no order was tried");
}

TEST_CASE("what was tried besides, with freed memory used again, is counted") {
  Coverage c = search("a", {3}, 0, true, 0);
  c.memory_reuse_schedules = 5;
  CHECK(claim({c}) ==
        "all 3 orders; 5 more orders with freed memory used again; no faults "
        "injected; sequentially consistent memory");
}

TEST_CASE("faults are named, with the part of the searches that had them") {
  Coverage with = search("a", {3}, 0, true, 0);
  const Coverage without = with;
  with.faults = course::protocol::fault_spurious_wakeup;
  CHECK(claim({with}) ==
        "all 3 orders; spurious wake-ups injected, at most two an order; "
        "sequentially consistent "
        "memory");
  CHECK(claim({with, without}) ==
        "all 6 orders; spurious wake-ups injected in 1 of 2 searches, at most "
        "two an order; "
        "sequentially consistent memory");
  CHECK(claim({without}) ==
        "all 3 orders; no faults injected; sequentially consistent memory");
}

TEST_CASE("orders that did not have to be run are claimed") {
  Coverage some = search("a", {1, 9, 74}, 2, true, 0);
  some.schedules = 30;
  CHECK(claimed_orders({some}) == "all 84 orders, by running 30 of them");
  const Coverage cut = search("b", {1, 40, 1514, 300}, 2, false, 2000);
  CHECK(claimed_orders({some, cut}) ==
        "every order with at most 2 delays (1,639) in 2 scenarios, then 2,000 "
        "sampled");
  some.bound_counts.push_back(UINT64_MAX);
  CHECK(claimed_orders({some}) ==
        "all orders, more than 10^19, by running 30 of them");
}

TEST_CASE("weak orders are remarked upon") {
  Coverage c = search("a", {3}, 0, true, 0);
  CHECK(weak_order_remark({c}) == "");
  c.weak_orders = true;
  CHECK(weak_order_remark({c}) ==
        "weaker memory orders were checked for races, not for stale values");
}

TEST_CASE("searches that their tests cut short do not weaken the claim") {
  const Coverage searched = search("a", {1, 40, 1514}, 2, false, 200);
  Coverage one = search("b", {1}, 0, false, 0);
  one.limited = true;
  CHECK(claim({searched, one, one}) ==
        "every order with at most 2 delays (1,555), then 200 sampled; 2 "
        "searches limited to 2 orders in all; no faults injected; "
        "sequentially consistent memory");
  CHECK(claim({one}) ==
        "every order without a delay (1); 1 search limited to 1 order; no "
        "faults injected; sequentially consistent memory");
  Coverage all = search("c", {1, 2}, 1, true, 0);
  all.limited = true;
  CHECK(claim({searched, all}) ==
        "every order with at most 2 delays (1,558) in 2 scenarios, then 200 "
        "sampled; no faults injected; sequentially consistent memory");
}
