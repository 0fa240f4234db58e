// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "account.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <sched.h>

#include <memory>
#include <stdexcept>
#include <type_traits>
#include <vector>

static_assert(std::is_constructible_v<course::Account, int> &&
                  std::is_default_constructible_v<course::Account>,
              "Account must be made of an int, 0 by default");
COURSE_SIGNATURE("deposit must be void(int)", void (course::Account::*)(int),
                 &course::Account::deposit);
COURSE_SIGNATURE("withdraw must be bool(int)", bool (course::Account::*)(int),
                 &course::Account::withdraw);
COURSE_SIGNATURE("balance must be int() const",
                 int (course::Account::*)() const, &course::Account::balance);
COURSE_SIGNATURE("statement must be std::vector<int>() const",
                 std::vector<int> (course::Account::*)() const,
                 &course::Account::statement);
COURSE_SIGNATURE("transfer must be bool(Account&, Account&, int)",
                 bool (*)(course::Account&, course::Account&, int),
                 &course::transfer);
COURSE_SIGNATURE("total must be int(const Account&, const Account&)",
                 int (*)(const course::Account&, const course::Account&),
                 &course::total);

namespace {

// True if the call throws std::invalid_argument.
template <class Call>
bool refused(Call call) {
  try {
    call();
  } catch (const std::invalid_argument&) {
    return true;
  }
  return false;
}

COURSE_SCENARIO("one thread uses one account") {
  course::Account x(100), y;
  course_test::name(x, "x");
  course_test::name(y, "y");
  x.deposit(50);
  const bool withdrawn = x.withdraw(30);
  const bool too_much = x.withdraw(121);
  const bool to_the_last_coin = x.withdraw(120);
  const bool from_nothing = x.withdraw(1);
  x.deposit(7);
  course_test::observe("granted", withdrawn, to_the_last_coin);
  course_test::observe("overdrawn", too_much, from_nothing);
  course_test::observe("balances", x.balance(), y.balance());
  course_test::observe("statements", x.statement(), y.statement());
  course_test::observe("statement asked again", x.statement());
}

COURSE_SCENARIO("deposits and withdrawals that are not positive") {
  course::Account x(100);
  course_test::name(x, "x");
  int throws = 0;
  for (int amount : {0, -5}) {
    throws += refused([&] { x.deposit(amount); });
    throws += refused([&] { x.withdraw(amount); });
  }
  course_test::observe("throws", throws);
  course_test::observe("balance", x.balance());
  course_test::observe("statement", x.statement());
}

COURSE_SCENARIO("two withdrawals of 80 from 100") {
  course::Account x(100);
  course_test::name(x, "x");
  bool first = false, second = false;
  course_test::Thread a([&] { first = x.withdraw(80); });
  course_test::Thread b([&] { second = x.withdraw(80); });
  a.join();
  b.join();
  course_test::observe("granted", first, second);
  course_test::observe("balance", x.balance());
  course_test::observe("statement", x.statement());
}

COURSE_SCENARIO("two deposits") {
  course::Account x(100);
  course_test::name(x, "x");
  course_test::Thread a([&] { x.deposit(1); });
  course_test::Thread b([&] { x.deposit(2); });
  a.join();
  b.join();
  course_test::observe("balance", x.balance());
  course_test::observe("statement", x.statement());
}

COURSE_SCENARIO("a deposit of 50 and a withdrawal of 80 from 50") {
  course::Account x(50);
  course_test::name(x, "x");
  bool granted = false;
  course_test::Thread a([&] { x.deposit(50); });
  course_test::Thread b([&] { granted = x.withdraw(80); });
  a.join();
  b.join();
  course_test::observe("result", granted, x.balance(), x.statement());
}

COURSE_SCENARIO("balance while two withdraw") {
  course::Account x(100);
  course_test::name(x, "x");
  int seen = 0;
  course_test::Thread a([&] { x.withdraw(80); });
  course_test::Thread b([&] { x.withdraw(80); });
  course_test::Thread c([&] { seen = x.balance(); });
  a.join();
  b.join();
  c.join();
  course_test::observe("balance seen", seen);
}

COURSE_SCENARIO("statement while another thread deposits") {
  course::Account x(100);
  course_test::name(x, "x");
  std::vector<int> seen;
  course_test::Thread a([&] { x.deposit(1); });
  course_test::Thread b([&] { seen = x.statement(); });
  a.join();
  b.join();
  course_test::observe("statement", seen);
}

COURSE_SCENARIO("statement between two balances") {
  course::Account x(100);
  course_test::name(x, "x");
  int before = 0, after = 0;
  std::vector<int> seen;
  course_test::Thread a([&] { x.deposit(1); });
  course_test::Thread b([&] {
    before = x.balance();
    seen = x.statement();
    after = x.balance();
  });
  a.join();
  b.join();
  course_test::observe("before", before);
  course_test::observe("statement", seen);
  course_test::observe("after", after);
}

COURSE_SCENARIO("statement between two balances during a withdrawal") {
  course::Account x(100);
  course_test::name(x, "x");
  int before = 0, after = 0;
  std::vector<int> seen;
  course_test::Thread a([&] { x.withdraw(30); });
  course_test::Thread b([&] {
    before = x.balance();
    seen = x.statement();
    after = x.balance();
  });
  a.join();
  b.join();
  course_test::observe("looks", before, seen, after);
}

COURSE_SCENARIO("one thread transfers") {
  course::Account x(100), y;
  course_test::name(x, "x");
  course_test::name(y, "y");
  const bool moved = transfer(x, y, 20);
  const bool too_much = transfer(x, y, 81);
  const bool to_the_last_coin = transfer(x, y, 80);
  const bool from_nothing = transfer(x, y, 1);
  const bool back = transfer(y, x, 5);
  course_test::observe("granted", moved, to_the_last_coin, back);
  course_test::observe("overdrawn", too_much, from_nothing);
  course_test::observe("balances", x.balance(), y.balance());
  course_test::observe("statements", x.statement(), y.statement());
}

COURSE_SCENARIO("transfers that are not positive") {
  course::Account x(100), y(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  int throws = 0;
  for (int amount : {0, -5}) throws += refused([&] { transfer(x, y, amount); });
  course_test::observe("throws", throws);
  course_test::observe("balances", x.balance(), y.balance());
  course_test::observe("statements", x.statement(), y.statement());
}

COURSE_SCENARIO("a withdrawal and a transfer of 80 from 100") {
  course::Account x(100), y;
  course_test::name(x, "x");
  course_test::name(y, "y");
  bool withdrawn = false, moved = false;
  course_test::Thread a([&] { withdrawn = x.withdraw(80); });
  course_test::Thread b([&] { moved = transfer(x, y, 80); });
  a.join();
  b.join();
  course_test::observe("granted", withdrawn, moved);
  course_test::observe("balances", x.balance(), y.balance());
}

COURSE_SCENARIO("balances during a transfer") {
  course::Account x(100), y(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  int first_x = 0, first_y = 0, second_x = 0;
  course_test::Thread a([&] { transfer(x, y, 30); });
  course_test::Thread b([&] {
    first_x = x.balance();
    first_y = y.balance();
    second_x = x.balance();
  });
  a.join();
  b.join();
  course_test::observe("x, y, x", first_x, first_y, second_x);
}

COURSE_SCENARIO("statements during a transfer") {
  course::Account x(100), y(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  int balance_x = 0, balance_y = 0;
  std::vector<int> statement_x, statement_y;
  course_test::Thread a([&] { transfer(x, y, 30); });
  course_test::Thread b([&] {
    balance_x = x.balance();
    statement_y = y.statement();
    statement_x = x.statement();
    balance_y = y.balance();
  });
  a.join();
  b.join();
  course_test::observe("looks", balance_x, statement_y, statement_x, balance_y);
}

COURSE_SCENARIO("transfers from an account to itself") {
  course::Account x(100);
  course_test::name(x, "x");
  const bool moved = transfer(x, x, 30);
  const bool moved_all = transfer(x, x, 100);
  const bool too_much = transfer(x, x, 101);
  const bool throws = refused([&] { transfer(x, x, 0); });
  course_test::observe("balance", x.balance());
  course_test::observe("statement", x.statement());
  course_test::observe("granted", moved, moved_all);
  course_test::observe("overdrawn", too_much);
  course_test::observe("throws", throws);
  x.deposit(1);  // the account is not left locked
  course_test::observe("balance after a deposit of 1", x.balance());
}

COURSE_SCENARIO("a transfer to itself while another thread deposits") {
  course::Account x(100);
  course_test::name(x, "x");
  bool moved = false;
  int seen = 0;
  std::vector<int> statement;
  course_test::Thread a([&] { moved = transfer(x, x, 30); });
  course_test::Thread b([&] {
    x.deposit(1);
    seen = x.balance();
    statement = x.statement();
  });
  a.join();
  b.join();
  course_test::observe("granted", moved);
  course_test::observe("balance seen", seen);
  course_test::observe("statement seen", statement);
}

COURSE_SCENARIO("two transfers in opposite directions") {
  course::Account x(100), y(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  bool there = false, back = false;
  course_test::Thread a([&] { there = transfer(x, y, 30); });
  course_test::Thread b([&] { back = transfer(y, x, 50); });
  a.join();
  b.join();
  course_test::observe("granted", there, back);
  course_test::observe("balances", x.balance(), y.balance());
  course_test::observe("statement of x", x.statement());
  course_test::observe("statement of y", y.statement());
}

// x is the richer account at first and the poorer one after the first transfer
// of the second thread: an order made of balances turns round meanwhile.
COURSE_SCENARIO("opposite transfers that change which account is richer") {
  course::Account x(100), y(90);
  course_test::name(x, "x");
  course_test::name(y, "y");
  course_test::Thread a([&] { transfer(y, x, 10); });
  course_test::Thread b([&] {
    transfer(x, y, 30);
    transfer(x, y, 30);
  });
  a.join();
  b.join();
  course_test::observe("balances", x.balance(), y.balance());
}

COURSE_SCENARIO("two threads transfer to and from a third account") {
  course::Account x(100), y(100), z(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  course_test::name(z, "z");
  course_test::Thread a([&] {
    transfer(x, z, 10);
    transfer(y, z, 20);
  });
  course_test::Thread b([&] {
    transfer(z, x, 1);
    transfer(z, y, 2);
  });
  a.join();
  b.join();
  course_test::observe("balances", x.balance(), y.balance(), z.balance());
}

COURSE_SCENARIO("opposite transfers between accounts of two threads") {
  std::unique_ptr<course::Account> x, y;
  course_test::Thread a([&] { x = std::make_unique<course::Account>(100); });
  y = std::make_unique<course::Account>(100);
  a.join();
  course_test::name(*x, "x");
  course_test::name(*y, "y");
  course_test::Thread b([&] { transfer(*x, *y, 30); });
  transfer(*y, *x, 50);
  b.join();
  course_test::observe("balances", x->balance(), y->balance());
}

COURSE_SCENARIO("a total during transfers in both directions") {
  // In a structure y comes after x; on a stack that is up to the compiler. So
  // locks taken as the arguments of total come are not in order of address.
  struct {
    course::Account x{100}, y{100};
  } both;
  course::Account& x = both.x;
  course::Account& y = both.y;
  course_test::name(x, "x");
  course_test::name(y, "y");
  int seen = 0;
  course_test::Thread a([&] { transfer(x, y, 30); });
  course_test::Thread b([&] { seen = total(y, x); });
  course_test::Thread c([&] { transfer(y, x, 50); });
  a.join();
  b.join();
  c.join();
  course_test::observe("total seen", seen);
  course_test::observe("balances", x.balance(), y.balance());
}

COURSE_SCENARIO("a total during a deposit to x, then a withdrawal from y") {
  course::Account x(100), y(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  int seen = 0;
  course_test::Thread a([&] {
    x.deposit(1);
    y.withdraw(30);
  });
  course_test::Thread b([&] { seen = total(x, y); });
  a.join();
  b.join();
  course_test::observe("total seen", seen);
}

// Whoever looks at x, y and x again sees the same balance of x twice, and may
// see the same balance of y twice, while the money is on its way.
COURSE_SCENARIO("a total while money goes there, back and there again") {
  course::Account x(100), y(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  int seen = 0;
  course_test::Thread a([&] { seen = total(x, y); });
  course_test::Thread b([&] {
    transfer(x, y, 30);
    sched_yield();
    transfer(y, x, 30);
    sched_yield();
    transfer(x, y, 30);
  });
  a.join();
  b.join();
  course_test::observe("total seen", seen);
}

COURSE_SCENARIO("totals in both orders") {
  course::Account x(100), y(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  int xy = 0, yx = 0;
  course_test::Thread a([&] { xy = total(x, y); });
  course_test::Thread b([&] { yx = total(y, x); });
  a.join();
  b.join();
  course_test::observe("totals", xy, yx);
}

// Memory takes long: in the middle of the deposit to x, if it asks for memory
// there, another thread makes its deposit to y.
COURSE_SCENARIO("a deposit to y in the middle of a deposit to x") {
  course::Account x(100), y(100);
  course_test::name(x, "x");
  course_test::name(y, "y");
  {
    course_test::AtAllocation memory(
        [&] { course_test::Thread other([&] { y.deposit(2); }); });
    x.deposit(1);
  }
  course_test::observe("balances", x.balance(), y.balance());
}

}  // namespace
