// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "wait_group.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <type_traits>

static_assert(std::is_default_constructible_v<course::WaitGroup>,
              "WaitGroup must be made of nothing");
static_assert(
    requires(course::WaitGroup group) { group.add(); },
    "the argument of add must be 1 by default");
COURSE_SIGNATURE("add must be void(int)", void (course::WaitGroup::*)(int),
                 &course::WaitGroup::add);
COURSE_SIGNATURE("done must be void()", void (course::WaitGroup::*)(),
                 &course::WaitGroup::done);
COURSE_SIGNATURE("wait must be void()", void (course::WaitGroup::*)(),
                 &course::WaitGroup::wait);
COURSE_SIGNATURE("count must be int() const",
                 int (course::WaitGroup::*)() const, &course::WaitGroup::count);

namespace {

using course::WaitGroup;

// True if done() throws std::logic_error. One that is not written yet may do
// so, too, and is let through.
bool refused(WaitGroup& group) {
  try {
    group.done();
  } catch (const std::logic_error& e) {
    if (std::string_view(e.what()).substr(0, 5) == "TODO:") throw;
    return true;
  }
  return false;
}

// Not inlined: clang++ leaves looks into a local variable of the scenario
// uninstrumented, although other threads have references to it.
[[gnu::noinline]] int count_of(const WaitGroup& group) { return group.count(); }

void job(WaitGroup& group) {
  course_test::event("a job is done");
  group.done();
}

void wait(WaitGroup& group) {
  group.wait();
  course_test::event("wait returns");
}

COURSE_SCENARIO("one thread counts") {
  WaitGroup group, other;
  course_test::name(group, "group");
  course_test::name(other, "other");
  const int at_first = count_of(group);
  group.add(2);
  group.add();
  const int added = count_of(group);
  group.done();
  const int done = count_of(group);
  course_test::observe("counts", at_first, added, done, count_of(other));
}

COURSE_SCENARIO("one thread waits for nothing") {
  WaitGroup group;
  course_test::name(group, "group");
  group.wait();
  group.add(2);
  group.done();
  group.done();
  group.wait();
  group.wait();
}

COURSE_SCENARIO("one thread calls done too often") {
  WaitGroup group;
  course_test::name(group, "group");
  const bool at_first = refused(group);
  group.add();
  const bool counted = refused(group);
  const bool again = refused(group);
  course_test::observe("refused", at_first, counted, again);
  course_test::observe("count", count_of(group));
}

// Time moves on when nobody can run: the scenario waits by then.
COURSE_SCENARIO("a job takes an hour") {
  WaitGroup group;
  course_test::name(group, "group");
  group.add();
  course_test::Thread worker([&] {
    std::this_thread::sleep_for(std::chrono::hours(1));
    job(group);
  });
  wait(group);
  worker.join();
}

COURSE_SCENARIO("one waits for two jobs") {
  WaitGroup group;
  int a_wrote = 0, b_wrote = 0;
  course_test::name(group, "group");
  course_test::name(a_wrote, "a_wrote");
  course_test::name(b_wrote, "b_wrote");
  group.add(2);
  course_test::Thread a([&] {
    a_wrote = 1;
    job(group);
  });
  course_test::Thread b([&] {
    b_wrote = 2;
    job(group);
  });
  wait(group);
  course_test::observe("written", a_wrote, b_wrote);
  a.join();
  b.join();
}

COURSE_SCENARIO("two threads add and are done") {
  WaitGroup group;
  course_test::name(group, "group");
  course_test::Thread a([&] {
    group.add(2);
    group.done();
  });
  course_test::Thread b([&] {
    group.add(2);
    group.done();
  });
  const int meanwhile = count_of(group);
  a.join();
  b.join();
  course_test::observe("meanwhile", meanwhile);
  course_test::observe("count", count_of(group));
}

COURSE_SCENARIO("two threads are done with one job") {
  WaitGroup group;
  bool a_refused = false, b_refused = false;
  course_test::name(group, "group");
  group.add();
  course_test::Thread a([&] { a_refused = refused(group); });
  course_test::Thread b([&] { b_refused = refused(group); });
  a.join();
  b.join();
  course_test::observe("refused", a_refused, b_refused);
  course_test::observe("count", count_of(group));
}

COURSE_SCENARIO("two wait for one job") {
  WaitGroup group;
  course_test::name(group, "group");
  group.add();
  course_test::Thread a([&] { wait(group); });
  course_test::Thread b([&] { wait(group); });
  job(group);
  a.join();
  b.join();
  course_test::observe("count", count_of(group));
}

COURSE_SCENARIO("two wait for two jobs") {
  WaitGroup group;
  course_test::name(group, "group");
  group.add(2);
  course_test::Thread worker([&] { job(group); });
  course_test::Thread waiter([&] { wait(group); });
  job(group);
  wait(group);
  worker.join();
  waiter.join();
}

COURSE_SCENARIO("a job adds another one") {
  WaitGroup group;
  course_test::name(group, "group");
  group.add();
  course_test::Thread first([&] {
    group.add();
    course_test::Thread second([&] { job(group); });
    job(group);
  });
  wait(group);
  first.join();
}

// The threads that call done() do not know when the group is gone: whoever has
// waited for it destroys it.
COURSE_SCENARIO("who has waited destroys the group") {
  auto* group = new WaitGroup;
  course_test::name(*group, "group");
  group->add(2);
  course_test::Thread a([group] { group->done(); });
  course_test::Thread b([group] { group->done(); });
  group->wait();
  delete group;
}

COURSE_SCENARIO("the group is destroyed when both have waited") {
  auto* group = new WaitGroup;
  course_test::name(*group, "group");
  group->add();
  course_test::Thread worker([group] { group->done(); });
  course_test::Thread waiter([group] { group->wait(); });
  group->wait();
  waiter.join();
  delete group;
}

COURSE_SCENARIO("a second round") {
  WaitGroup group;
  course_test::name(group, "group");
  group.add();
  course_test::Thread first([&] { job(group); });
  wait(group);
  group.add();
  course_test::Thread second([&] { job(group); });
  wait(group);
  first.join();
  second.join();
  course_test::observe("count", count_of(group));
}

// The second round may begin before `other` has left the first one.
COURSE_SCENARIO("a second round begins while another thread still waits") {
  WaitGroup group;
  course_test::name(group, "group");
  group.add();
  course_test::Thread other([&] { group.wait(); });
  course_test::Thread worker([&] { job(group); });
  wait(group);
  group.add();
  worker.join();
  course_test::Thread second([&] { job(group); });
  wait(group);
  other.join();
  second.join();
  course_test::observe("count", count_of(group));
}

}  // namespace
