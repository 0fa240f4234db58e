// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "barrier.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <thread>
#include <type_traits>

static_assert(std::is_constructible_v<course::Barrier, int>,
              "Barrier must be made of an int");
COURSE_SIGNATURE("arrive_and_wait must be bool()", bool (course::Barrier::*)(),
                 &course::Barrier::arrive_and_wait);

namespace {

using course::Barrier;

void meet(Barrier& barrier, int round) {
  course_test::event("arrives", round);
  barrier.arrive_and_wait();
  course_test::event("passes", round);
}

COURSE_SCENARIO("one thread, three rounds") {
  Barrier barrier(1);
  course_test::name(barrier, "barrier");
  const bool first = barrier.arrive_and_wait();
  const bool second = barrier.arrive_and_wait();
  const bool third = barrier.arrive_and_wait();
  course_test::observe("leader", first, second, third);
}

COURSE_SCENARIO("two threads, one round") {
  Barrier barrier(2);
  course_test::name(barrier, "barrier");
  course_test::Thread other([&] { meet(barrier, 1); });
  meet(barrier, 1);
}

COURSE_SCENARIO("three threads, one round") {
  Barrier barrier(3);
  course_test::name(barrier, "barrier");
  course_test::Thread a([&] { meet(barrier, 1); });
  course_test::Thread b([&] { meet(barrier, 1); });
  meet(barrier, 1);
}

// Time moves on when nobody can run: the others wait by then.
COURSE_SCENARIO("one comes an hour late, twice") {
  Barrier barrier(2);
  course_test::name(barrier, "barrier");
  course_test::Thread early([&] {
    meet(barrier, 1);
    meet(barrier, 2);
  });
  for (int round : {1, 2}) {
    std::this_thread::sleep_for(std::chrono::hours(1));
    meet(barrier, round);
  }
}

COURSE_SCENARIO("two threads, three rounds") {
  Barrier barrier(2);
  course_test::name(barrier, "barrier");
  const auto thrice = [&] {
    for (int round : {1, 2, 3}) meet(barrier, round);
  };
  course_test::Thread other(thrice);
  thrice();
}

// Of the first round nothing is recorded: the orders of both would be too many.
COURSE_SCENARIO("three threads, two rounds") {
  Barrier barrier(3);
  course_test::name(barrier, "barrier");
  const auto twice = [&] {
    barrier.arrive_and_wait();
    meet(barrier, 2);
  };
  course_test::Thread a(twice);
  course_test::Thread b(twice);
  twice();
}

// Each writes its own number and reads the other's: write, meet, read, meet,
// write again, meet, read again.
COURSE_SCENARIO("two threads write and read in phases") {
  Barrier barrier(2);
  int a_wrote = 0, b_wrote = 0, a_read[2] = {}, b_read[2] = {};
  course_test::name(barrier, "barrier");
  course_test::name(a_wrote, "a_wrote");
  course_test::name(b_wrote, "b_wrote");
  const auto phases = [&](int& mine, const int& others, int* read) {
    mine = 1;
    barrier.arrive_and_wait();
    read[0] = others;
    barrier.arrive_and_wait();
    mine = 2;
    barrier.arrive_and_wait();
    read[1] = others;
  };
  course_test::Thread a([&] { phases(a_wrote, b_wrote, a_read); });
  course_test::Thread b([&] { phases(b_wrote, a_wrote, b_read); });
  a.join();
  b.join();
  course_test::observe("read", a_read[0], b_read[0], a_read[1], b_read[1]);
}

COURSE_SCENARIO("who leads two threads in three rounds") {
  Barrier barrier(2);
  bool a_leads[3] = {}, b_leads[3] = {};
  course_test::name(barrier, "barrier");
  const auto thrice = [&](bool* leads) {
    for (int i = 0; i < 3; ++i) leads[i] = barrier.arrive_and_wait();
  };
  course_test::Thread a([&] { thrice(a_leads); });
  course_test::Thread b([&] { thrice(b_leads); });
  a.join();
  b.join();
  course_test::observe("leaders", a_leads[0] + b_leads[0],
                       a_leads[1] + b_leads[1], a_leads[2] + b_leads[2]);
}

COURSE_SCENARIO("who leads three threads in two rounds") {
  Barrier barrier(3);
  bool a_leads[2] = {}, b_leads[2] = {}, c_leads[2] = {};
  course_test::name(barrier, "barrier");
  const auto twice = [&](bool* leads) {
    for (int i = 0; i < 2; ++i) leads[i] = barrier.arrive_and_wait();
  };
  course_test::Thread a([&] { twice(a_leads); });
  course_test::Thread b([&] { twice(b_leads); });
  course_test::Thread c([&] { twice(c_leads); });
  a.join();
  b.join();
  c.join();
  course_test::observe("leaders", a_leads[0] + b_leads[0] + c_leads[0],
                       a_leads[1] + b_leads[1] + c_leads[1]);
}

COURSE_SCENARIO("a barrier for two and one for one") {
  Barrier barrier(2), alone(1);
  course_test::name(barrier, "barrier");
  course_test::name(alone, "alone");
  course_test::Thread other([&] { meet(barrier, 1); });
  alone.arrive_and_wait();
  meet(barrier, 1);
}

}  // namespace
