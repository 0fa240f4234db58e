// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "table.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <cstddef>
#include <functional>
#include <latch>
#include <memory>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

static_assert(std::is_constructible_v<course::Table, int>,
              "Table must be made of an int");
COURSE_SIGNATURE("eat must be void(int, const std::function<void()>&)",
                 void (course::Table::*)(int, const std::function<void()>&),
                 &course::Table::eat);

namespace {

using course::Table;

// What the meals of these scenarios throw.
struct Bone {};
struct Splinter : std::runtime_error {
  Splinter() : std::runtime_error("a splinter") {}
};

// True if what a meal throws arrives at the caller of eat: the same, not a copy
// of a part of it.
template <class What = Bone>
bool chokes(Table& table, int who) {
  try {
    table.eat(who, [] { throw What(); });
  } catch (const What&) {
    return true;
  } catch (const std::exception&) {
  }
  return false;
}

// A meal during which others may come and go.
void eat(Table& table, int who) {
  table.eat(who, [&] {
    course_test::event("begins", who);
    course_test::let_others_run();
    course_test::event("ends", who);
  });
}

// Joined at the end of the scope.
class Philosophers {
 public:
  ~Philosophers() {
    for (auto& thread : threads_) thread->join();
  }

  template <class Life>
  void add(Life life) {
    threads_.push_back(std::make_unique<course_test::Thread>(std::move(life)));
  }

 private:
  std::vector<std::unique_ptr<course_test::Thread>> threads_;
};

// On the heap, where it is seen that a fork lies behind the end of the table.
COURSE_SCENARIO("one after the other") {
  const int n = static_cast<int>(course_test::input("n"));
  const auto table = std::make_unique<Table>(n);
  course_test::name(*table, "table");
  for (int round = 0; round < 2; ++round)
    for (int who = 0; who < n; ++who) {
      int meals = 0;
      table->eat(who, [&] { ++meals; });
      course_test::event("meals", who, meals);
    }
}

COURSE_SCENARIO("a meal at another table") {
  Table table(2), other(2);
  course_test::name(table, "table");
  course_test::name(other, "other");
  int meals = 0;
  table.eat(0, [&] { other.eat(0, [&] { ++meals; }); });
  course_test::observe("meals", meals);
}

COURSE_SCENARIO("all eat") {
  const int n = static_cast<int>(course_test::input("n"));
  Table table(n);
  course_test::name(table, "table");
  Philosophers philosophers;
  for (int who = 0; who < n; ++who)
    philosophers.add([&, who] { eat(table, who); });
}

// Each fork is a plain variable that the meals with it change.
COURSE_SCENARIO("all eat and leave traces on their forks") {
  const int n = static_cast<int>(course_test::input("n"));
  Table table(n);
  course_test::name(table, "table");
  const auto meals = course_test::input("meals");
  std::vector<int> used(static_cast<std::size_t>(n));
  {
    Philosophers philosophers;
    for (int who = 0; who < n; ++who)
      philosophers.add([&, who] {
        for (int meal = 0; meal < meals; ++meal)
          table.eat(who, [&] {
            ++used[static_cast<std::size_t>(who)];
            ++used[static_cast<std::size_t>((who + 1) % n)];
          });
      });
  }
  course_test::observe("used", used);
}

// Nobody waits: the two meals wait for each other.
COURSE_SCENARIO("two meals meet") {
  Table table(static_cast<int>(course_test::input("n")));
  course_test::name(table, "table");
  const int a = static_cast<int>(course_test::input("a"));
  const int b = static_cast<int>(course_test::input("b"));
  std::latch both_eat(2);
  course_test::name(both_eat, "both_eat");
  course_test::Thread one(
      [&] { table.eat(a, [&] { both_eat.arrive_and_wait(); }); });
  course_test::Thread two(
      [&] { table.eat(b, [&] { both_eat.arrive_and_wait(); }); });
}

// Time moves on when nobody can run: after an hour the neighbour waits.
COURSE_SCENARIO("two meals meet while a neighbour waits") {
  const int n = 5;
  Table table(n);
  course_test::name(table, "table");
  const int eats = static_cast<int>(course_test::input("eats"));
  const int waits = static_cast<int>(course_test::input("waits"));
  const int comes = static_cast<int>(course_test::input("comes"));
  std::latch begun(1), both_eat(2);
  course_test::name(begun, "begun");
  course_test::name(both_eat, "both_eat");
  course_test::Thread one([&] {
    table.eat(eats, [&] {
      begun.count_down();
      both_eat.arrive_and_wait();
    });
  });
  begun.wait();
  course_test::Thread neighbour([&] { table.eat(waits, [] {}); });
  std::this_thread::sleep_for(std::chrono::hours(1));
  course_test::Thread three(
      [&] { table.eat(comes, [&] { both_eat.arrive_and_wait(); }); });
}

// Both neighbours wait until the one in the middle has eaten, and share no fork
// with each other.
COURSE_SCENARIO("two neighbours wait for one meal, then theirs meet") {
  const int n = 4;
  Table table(n);
  course_test::name(table, "table");
  const int middle = static_cast<int>(course_test::input("middle"));
  const bool throws = course_test::input("throws");
  std::latch begun(1), both_eat(2);
  course_test::name(begun, "begun");
  course_test::name(both_eat, "both_eat");
  course_test::Thread one([&] {
    try {
      table.eat(middle, [&] {
        begun.count_down();
        std::this_thread::sleep_for(std::chrono::hours(1));
        if (throws) throw Bone();
      });
    } catch (const Bone&) {
    }
  });
  begun.wait();
  Philosophers neighbours;
  for (int who : {(middle + 1) % n, (middle + n - 1) % n})
    neighbours.add(
        [&, who] { table.eat(who, [&] { both_eat.arrive_and_wait(); }); });
}

COURSE_SCENARIO("one thread chokes") {
  const int n = static_cast<int>(course_test::input("n"));
  Table table(n);
  course_test::name(table, "table");
  bool arrives = true;
  for (int who = 0; who < n; ++who) arrives &= chokes(table, who);
  arrives &= chokes<Splinter>(table, 0);
  course_test::observe("arrives", arrives);
  int meals = 0;
  for (int who = 0; who < n; ++who) table.eat(who, [&] { ++meals; });
  course_test::observe("meals", meals);
}

COURSE_SCENARIO("one chokes while the others eat") {
  const int n = 3;
  Table table(n);
  course_test::name(table, "table");
  bool arrives = false;
  {
    course_test::Thread zero([&] { arrives = chokes(table, 0); });
    course_test::Thread one([&] { eat(table, 1); });
    eat(table, 2);
  }
  course_test::observe("arrives", arrives);
}

}  // namespace
