#include "judge/testing.hpp"

namespace {

std::int64_t sum(const Value::List& changes) {
  std::int64_t sum = 0;
  for (const auto& change : changes) sum += change.integer();
  return sum;
}

}  // namespace

TEST_SUITE("02-locks/account") {
  TEST_CASE("deposits and withdrawals of one thread add up") {
    auto runs = explore("one thread uses one account");
    CHECK(runs.only("granted",
                    "the results of withdrawals that do not overdraw",
                    {{true, true}}));
    CHECK(runs.only("overdrawn",
                    "the results of withdrawals that would overdraw",
                    {{false, false}}));
    CHECK(runs.only("balances", "the balances of x and of an untouched y",
                    {{7, 0}}));
    CHECK(runs.every(
        "the statements of x and of an untouched y are [100, 50, -30, -120, 7] "
        "and [0]",
        [](const Outcome& o) {
          return o["statements"][0].list() ==
                     Value::List{100, 50, -30, -120, 7} &&
                 o["statements"][1].list() == Value::List{0};
        }));
    CHECK(runs.only("statement asked again",
                    "the statement of x, asked for a second time",
                    {{Value::List{100, 50, -30, -120, 7}}}));
  }

  TEST_CASE("a deposit or withdrawal that is not positive is refused") {
    auto runs = explore("deposits and withdrawals that are not positive");
    CHECK(runs.only("throws",
                    "how many of deposit and withdraw, each with 0 and with "
                    "-5, throw std::invalid_argument",
                    {{4}}));
    CHECK(runs.only("balance", "the balance afterwards", {{100}}));
    CHECK(runs.every("the statement is still [100]", [](const Outcome& o) {
      return o.list("statement") == Value::List{100};
    }));
  }

  TEST_CASE("of two withdrawals that are too much together only one succeeds") {
    auto runs = explore("two withdrawals of 80 from 100");
    CHECK(runs.only("balance", "the balance", {{20}}));
    CHECK(runs.only("granted", "the results of the two withdrawals",
                    {{true, false}, {false, true}}));
    CHECK(runs.every("the statement is [100, -80]", [](const Outcome& o) {
      return o.list("statement") == Value::List{100, -80};
    }));
  }

  TEST_CASE("a wake-up without reason lets no withdrawal into another") {
    auto runs = explore("two withdrawals of 80 from 100", {},
                        {.faults = fault_spurious_wakeup});
    CHECK(runs.only("balance", "the balance", {{20}}));
    CHECK(runs.only("granted", "the results of the two withdrawals",
                    {{true, false}, {false, true}}));
  }

  TEST_CASE("two deposits at the same time both arrive") {
    auto runs = explore("two deposits");
    CHECK(runs.only("balance", "the balance", {{103}}));
    CHECK(runs.every("the statement is [100, 1, 2] or [100, 2, 1]",
                     [](const Outcome& o) {
                       return o.list("statement") == Value::List{100, 1, 2} ||
                              o.list("statement") == Value::List{100, 2, 1};
                     }));
  }

  TEST_CASE(
      "a deposit and a withdrawal stand in the statement in the order they "
      "happened") {
    auto runs = explore("a deposit of 50 and a withdrawal of 80 from 50");
    CHECK(runs.every(
        "the balance is 20 and the statement [50, 50, -80], or, if the "
        "withdrawal came too early, 100 and [50, 50]",
        [](const Outcome& o) {
          const Values& result = o["result"];
          const bool granted = result[0].boolean();
          return result[1].integer() == (granted ? 20 : 100) &&
                 result[2].list() ==
                     (granted ? Value::List{50, 50, -80} : Value::List{50, 50});
        }));
  }

  TEST_CASE("nobody sees a balance that no change has led to") {
    auto runs = explore("balance while two withdraw");
    CHECK(runs.only("balance seen", "the balance that another thread sees",
                    {{100}, {20}}));
  }

  TEST_CASE("a statement is complete while another thread deposits") {
    auto runs = explore("statement while another thread deposits");
    CHECK(
        runs.every("the statement is [100] or [100, 1]", [](const Outcome& o) {
          return o.list("statement") == Value::List{100} ||
                 o.list("statement") == Value::List{100, 1};
        }));
  }

  TEST_CASE("a statement adds up to the balance of its moment") {
    auto runs = explore("statement between two balances");
    CHECK(runs.every(
        "the sum of the statement lies between the balance seen before and the "
        "balance seen after it",
        [](const Outcome& o) {
          const std::int64_t seen = sum(o.list("statement"));
          return o.integer("before") <= seen && seen <= o.integer("after");
        }));
  }

  TEST_CASE("a withdrawal is in the statement as soon as in the balance") {
    auto runs = explore("statement between two balances during a withdrawal");
    CHECK(runs.only("looks",
                    "what another thread sees, one after the other: the "
                    "balance, the statement and again the balance",
                    {{100, Value::List{100}, 100},
                     {100, Value::List{100}, 70},
                     {100, Value::List{100, -30}, 70},
                     {70, Value::List{100, -30}, 70}}));
  }

  TEST_CASE("transfers of one thread move the money") {
    auto runs = explore("one thread transfers");
    CHECK(runs.only("granted", "the results of transfers that do not overdraw",
                    {{true, true, true}}));
    CHECK(runs.only("overdrawn", "the results of transfers that would overdraw",
                    {{false, false}}));
    CHECK(runs.only("balances", "the balances of x and y", {{5, 95}}));
    CHECK(runs.every(
        "the statements of x and y are [100, -20, -80, 5] and [0, 20, 80, -5]",
        [](const Outcome& o) {
          return o["statements"][0].list() == Value::List{100, -20, -80, 5} &&
                 o["statements"][1].list() == Value::List{0, 20, 80, -5};
        }));
  }

  TEST_CASE("a transfer that is not positive is refused and changes nothing") {
    auto runs = explore("transfers that are not positive");
    CHECK(runs.only("throws",
                    "how many of the transfers of 0 and of -5 throw "
                    "std::invalid_argument",
                    {{2}}));
    CHECK(runs.only("balances", "the balances of x and y afterwards",
                    {{100, 100}}));
    CHECK(runs.every("both statements are still [100]", [](const Outcome& o) {
      return o["statements"][0].list() == Value::List{100} &&
             o["statements"][1].list() == Value::List{100};
    }));
  }

  TEST_CASE(
      "a withdrawal and a transfer do not overdraw the account together") {
    auto runs = explore("a withdrawal and a transfer of 80 from 100");
    CHECK(
        runs.only("balances", "the balances of x and y", {{20, 0}, {20, 80}}));
    CHECK(runs.every("exactly one of the two is granted", [](const Outcome& o) {
      return o["granted"][0] != o["granted"][1];
    }));
  }

  TEST_CASE(
      "nobody sees the money of a transfer in both accounts or in neither") {
    auto runs = explore("balances during a transfer");
    CHECK(runs.only(
        "x, y, x",
        "the balances of x, y and again x that another thread "
        "sees, one after the other",
        {{100, 100, 100}, {100, 100, 70}, {100, 130, 70}, {70, 130, 70}}));
  }

  TEST_CASE("the statements show a transfer in one step") {
    auto runs = explore("statements during a transfer");
    CHECK(runs.only(
        "looks",
        "what another thread sees, one after the other: the balance of x, the "
        "statements of y and x and the balance of y",
        {{100, Value::List{100}, Value::List{100}, 100},
         {100, Value::List{100}, Value::List{100}, 130},
         {100, Value::List{100}, Value::List{100, -30}, 130},
         {100, Value::List{100, 30}, Value::List{100, -30}, 130},
         {70, Value::List{100, 30}, Value::List{100, -30}, 130}}));
  }

  TEST_CASE("a transfer from an account to itself changes nothing") {
    auto runs = explore("transfers from an account to itself");
    CHECK(runs.only("balance", "the balance", {{100}}));
    CHECK(runs.every(
        "the statement begins with the opening balance and adds up to 100",
        [](const Outcome& o) {
          const Value::List& statement = o.list("statement");
          return !statement.empty() && statement[0] == Value(100) &&
                 sum(statement) == 100;
        }));
    CHECK(runs.only("granted", "the results for 30 and 100 of 100",
                    {{true, true}}));
    CHECK(runs.only("overdrawn", "the result for 101 of 100", {{false}}));
    CHECK(runs.only("throws",
                    "whether the amount 0 is refused with "
                    "std::invalid_argument",
                    {{true}}));
    CHECK(runs.only("balance after a deposit of 1",
                    "the balance after a deposit of 1", {{101}}));
  }

  TEST_CASE("others see nothing of a transfer from an account to itself") {
    auto runs = explore("a transfer to itself while another thread deposits");
    CHECK(runs.only("granted", "the result of the transfer", {{true}}));
    CHECK(runs.only("balance seen",
                    "the balance that the other thread sees after its deposit "
                    "of 1",
                    {{101}}));
    CHECK(runs.every(
        "the statement that it sees then adds up to 101",
        [](const Outcome& o) { return sum(o.list("statement seen")) == 101; }));
  }

  TEST_CASE("two transfers in opposite directions both arrive") {
    auto runs = explore("two transfers in opposite directions");
    CHECK(runs.only("granted", "the results of the two transfers",
                    {{true, true}}));
    CHECK(runs.only("balances", "the balances of x and y", {{120, 80}}));
    CHECK(runs.every("the statement of x is [100, -30, 50] or [100, 50, -30]",
                     [](const Outcome& o) {
                       const Value::List& x = o.list("statement of x");
                       return x == Value::List{100, -30, 50} ||
                              x == Value::List{100, 50, -30};
                     }));
    CHECK(runs.every("the statement of y is [100, 30, -50] or [100, -50, 30]",
                     [](const Outcome& o) {
                       const Value::List& y = o.list("statement of y");
                       return y == Value::List{100, 30, -50} ||
                              y == Value::List{100, -50, 30};
                     }));
  }

  TEST_CASE("transfers that turn round which account is richer all arrive") {
    auto runs =
        explore("opposite transfers that change which account is richer");
    CHECK(runs.only("balances", "the balances of x and y", {{50, 140}}));
  }

  TEST_CASE("transfers to and from a third account all arrive") {
    auto runs = explore("two threads transfer to and from a third account");
    CHECK(runs.only("balances", "the balances of x, y and z", {{91, 82, 127}}));
  }

  TEST_CASE("transfers between accounts made by two threads both arrive") {
    auto runs = explore("opposite transfers between accounts of two threads");
    CHECK(runs.only("balances", "the balances of x and y", {{120, 80}}));
  }

  TEST_CASE("a total never sees money on the way") {
    auto runs = explore("a total during transfers in both directions");
    CHECK(
        runs.only("total seen", "the total that another thread sees", {{200}}));
    CHECK(runs.only("balances", "the balances of x and y", {{120, 80}}));
  }

  TEST_CASE("a total is that of one moment while both accounts change") {
    auto runs =
        explore("a total during a deposit to x, then a withdrawal from y");
    CHECK(runs.only("total seen",
                    "the total that another thread sees: of 200, one more or "
                    "then 30 less",
                    {{200}, {201}, {171}}));
  }

  TEST_CASE("a total does not mistake a balance that came back for the same") {
    auto runs = explore("a total while money goes there, back and there again");
    CHECK(
        runs.only("total seen", "the total that another thread sees", {{200}}));
  }

  TEST_CASE("totals of the same accounts in both orders do not hang") {
    auto runs = explore("totals in both orders");
    CHECK(runs.only("totals", "the two totals", {{200, 200}}));
  }

  TEST_CASE("a deposit does not wait for one to another account") {
    auto runs =
        explore("a deposit to y in the middle of a deposit to x", {},
                {.meeting = "a deposit to y begins and ends while one to x "
                            "waits for memory"});
    CHECK(runs.only("balances",
                    "the balances of x and y (without its deposit, if the one "
                    "to x needs no memory)",
                    {{101, 102}, {101, 100}}));
  }
}
