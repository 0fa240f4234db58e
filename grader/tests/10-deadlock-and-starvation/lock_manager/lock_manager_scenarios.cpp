// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "lock_manager.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <climits>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>

namespace {

using course::LockManager;

static_assert(std::is_default_constructible_v<LockManager>,
              "LockManager must be made of nothing");
COURSE_SIGNATURE("acquire must be bool(int, int)",
                 bool (LockManager::*)(int, int), &LockManager::acquire);
COURSE_SIGNATURE("release must be void(int, int)",
                 void (LockManager::*)(int, int), &LockManager::release);
COURSE_SIGNATURE("release_all must be void(int)", void (LockManager::*)(int),
                 &LockManager::release_all);

// Time moves on when nobody can run: after that hour everybody is asleep, or
// done.
void until_all_are_asleep() {
  std::this_thread::sleep_for(std::chrono::hours(1));
}

// True if the call throws std::logic_error. One that is not written yet is let
// through.
template <class Call>
bool throws(Call call) {
  try {
    call();
  } catch (const std::logic_error& e) {
    if (std::string_view(e.what()).substr(0, 5) == "TODO:") throw;
    return true;
  }
  return false;
}

// How often somebody was inside a lock, and who; plain memory, so that two
// owners inside at the same time are a data race.
class Visitors {
 public:
  void note(char owner) {
    const int size = size_;
    course_test::let_others_run();
    if (size < 8) names_[size] = owner;
    size_ = size + 1;
  }
  std::string names() const { return std::string(names_, size_); }
  int size() const { return size_; }

 private:
  char names_[8] = {};
  int size_ = 0;
};

void visit_lock_7(LockManager& locks, Visitors& visitors, int owner) {
  if (!locks.acquire(owner, 7)) {
    course_test::event("refused", owner);
    return;
  }
  visitors.note(static_cast<char>('0' + owner));
  locks.release(owner, 7);
}

COURSE_SCENARIO("one thread, nobody waits") {
  LockManager locks;
  course_test::name(locks, "locks");
  const bool first = locks.acquire(0, 0);
  const bool second = locks.acquire(0, INT_MIN);
  const bool third = locks.acquire(-1, INT_MAX);
  locks.release(0, 0);
  const bool again = locks.acquire(-1, 0);
  locks.release(-1, 0);
  locks.release(0, INT_MIN);
  const bool last = locks.acquire(INT_MIN, 0);
  course_test::observe("answers", first, second, third, again, last);
}

COURSE_SCENARIO("calls that are not allowed") {
  LockManager locks;
  course_test::name(locks, "locks");
  const bool nobodys = throws([&] { locks.release(0, 8); });
  locks.acquire(0, 7);
  const bool another_ones = throws([&] { locks.release(1, 7); });
  bool twice = throws([&] { locks.acquire(0, 7); });
  for (int any : {-1, INT_MIN, INT_MAX}) {
    locks.acquire(any, any);
    twice &= throws([&] { locks.acquire(any, any); });
  }
  const bool own = throws([&] { locks.release(0, 7); });
  const bool own_again = throws([&] { locks.release(0, 7); });
  course_test::observe("release", nobodys, another_ones, own_again);
  course_test::observe("own release", own);
  course_test::observe("acquire", twice);
  course_test::observe("free", locks.acquire(1, 7), locks.acquire(1, 8));
}

COURSE_SCENARIO("release_all of one thread") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 7);
  locks.acquire(2, 8);
  locks.acquire(1, 9);
  locks.release_all(1);
  locks.release_all(1);
  locks.release_all(3);
  course_test::observe("free", locks.acquire(3, 7), locks.acquire(3, 9));
  course_test::observe("held", throws([&] { locks.acquire(2, 8); }));
}

COURSE_SCENARIO("two managers") {
  LockManager left, right;
  course_test::name(left, "left");
  course_test::name(right, "right");
  left.acquire(1, 7);
  const bool free = !throws([&] { right.acquire(1, 7); });
  left.release_all(1);
  course_test::observe("free, held", free,
                       throws([&] { right.acquire(1, 7); }));
}

COURSE_SCENARIO("an owner in two threads") {
  LockManager locks;
  course_test::name(locks, "locks");
  const bool first = locks.acquire(1, 7);
  bool second = false;
  course_test::Thread other([&] {
    second = locks.acquire(1, 8);
    locks.release(1, 7);
  });
  other.join();
  course_test::observe("answers", first, second, locks.acquire(2, 7));
  course_test::observe("held by both", throws([&] { locks.acquire(1, 8); }),
                       throws([&] { locks.acquire(2, 7); }));
}

COURSE_SCENARIO("an owner waits for another") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 7);
  bool granted = false;
  course_test::Thread two([&] {
    granted = locks.acquire(2, 7);
    course_test::event("owner 2 has an answer");
    if (granted) locks.release(2, 7);
  });
  until_all_are_asleep();
  course_test::event("owner 1 releases");
  locks.release_all(1);
  two.join();
  course_test::observe("granted", granted);
}

COURSE_SCENARIO("three owners, one lock") {
  LockManager locks;
  Visitors visitors;
  course_test::name(locks, "locks");
  course_test::name(visitors, "visitors");
  const auto visit = [&](int owner) { visit_lock_7(locks, visitors, owner); };
  course_test::Thread one([&] { visit(1); });
  course_test::Thread two([&] { visit(2); });
  visit(3);
  one.join();
  two.join();
  course_test::observe("visitors", visitors.size());
}

// The one who waited longer for its lock gets it later.
COURSE_SCENARIO("two owners wait for two locks") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 7);
  locks.acquire(1, 8);
  bool two_granted = false, three_granted = false;
  course_test::Thread two([&] { two_granted = locks.acquire(2, 7); });
  until_all_are_asleep();
  course_test::Thread three([&] { three_granted = locks.acquire(3, 8); });
  until_all_are_asleep();
  locks.release(1, 8);
  three.join();
  locks.release(1, 7);
  two.join();
  course_test::observe("granted", two_granted, three_granted);
}

COURSE_SCENARIO("owner 3 comes, then 2, then 1 again") {
  LockManager locks;
  Visitors visitors;
  course_test::name(locks, "locks");
  course_test::name(visitors, "visitors");
  const auto visit = [&](int owner) { visit_lock_7(locks, visitors, owner); };
  locks.acquire(1, 7);
  course_test::Thread three([&] { visit(3); });
  until_all_are_asleep();
  course_test::Thread two([&] { visit(2); });
  until_all_are_asleep();
  locks.release(1, 7);
  visit(1);
  three.join();
  two.join();
  course_test::observe("visitors", visitors.names());
}

COURSE_SCENARIO("release_all while two owners wait") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 7);
  locks.acquire(1, 8);
  bool two_granted = false, three_granted = false;
  course_test::Thread two([&] { two_granted = locks.acquire(2, 7); });
  course_test::Thread three([&] { three_granted = locks.acquire(3, 8); });
  until_all_are_asleep();
  course_test::observe("throws", throws([&] { locks.acquire(1, 7); }));
  locks.release_all(1);
  two.join();
  three.join();
  course_test::observe("granted", two_granted, three_granted);
}

COURSE_SCENARIO("an owner that has waited releases all") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 7);
  course_test::Thread two([&] { locks.acquire(2, 7); });
  until_all_are_asleep();
  locks.release(1, 7);
  two.join();
  course_test::observe("held", throws([&] { locks.acquire(2, 7); }));
  locks.release_all(2);
  course_test::observe("free", locks.acquire(3, 7));
}

// Owner k holds lock k and waits for lock k + 1; the last one asks for lock 1.
COURSE_SCENARIO("a circle is about to close") {
  LockManager locks;
  course_test::name(locks, "locks");
  const auto last = static_cast<int>(course_test::input("owners"));
  for (int owner = 1; owner <= last; ++owner) locks.acquire(owner, owner);
  bool granted[5] = {};
  std::optional<course_test::Thread> threads[5];
  for (int owner = 1; owner < last; ++owner) {
    threads[owner].emplace([&, owner] {
      granted[owner] = locks.acquire(owner, owner + 1);
      course_test::event("an owner that waited has an answer");
      locks.release_all(owner);
    });
    until_all_are_asleep();
  }
  const auto start = std::chrono::steady_clock::now();
  course_test::observe("closes the circle", locks.acquire(last, 1));
  course_test::observe("seconds",
                       std::chrono::duration_cast<std::chrono::seconds>(
                           std::chrono::steady_clock::now() - start)
                           .count());
  until_all_are_asleep();
  course_test::observe("still held",
                       throws([&] { locks.acquire(last, last); }));
  course_test::event("the last owner releases");
  locks.release_all(last);
  for (int owner = 1; owner < last; ++owner) threads[owner]->join();
  bool all = true;
  for (int owner = 1; owner < last; ++owner) all = all && granted[owner];
  course_test::observe("the others", all);
  // What throws does not grant it.
  bool again = false;
  throws([&] { again = locks.acquire(last, 1); });
  course_test::observe("asks again", again);
}

// Owner k holds lock k and asks for lock k + 1, all at the same time.
COURSE_SCENARIO("all ask at the same time") {
  LockManager locks;
  course_test::name(locks, "locks");
  const auto owners = static_cast<int>(course_test::input("owners"));
  const auto run = [&](int owner) {
    locks.acquire(owner, owner);
    course_test::event("asks", owner);
    const bool granted = locks.acquire(owner, owner % owners + 1);
    course_test::event(granted ? "granted" : "refused", owner);
    locks.release_all(owner);
  };
  std::optional<course_test::Thread> threads[4];
  for (int owner = 2; owner <= owners; ++owner)
    threads[owner].emplace([&, owner] { run(owner); });
  run(1);
  for (int owner = 2; owner <= owners; ++owner) threads[owner]->join();
  for (int lock = 1; lock <= owners; ++lock)
    course_test::event("free", locks.acquire(4, lock));
}

// 3 waits for 2, which waits for 1, which waits for nobody.
COURSE_SCENARIO("a chain") {
  LockManager locks;
  course_test::name(locks, "locks");
  for (int owner : {1, 2, 3}) locks.acquire(owner, owner);
  bool two_granted = false, three_granted = false;
  course_test::Thread two([&] {
    two_granted = locks.acquire(2, 1);
    locks.release_all(2);
  });
  until_all_are_asleep();
  course_test::Thread three([&] { three_granted = locks.acquire(3, 2); });
  until_all_are_asleep();
  locks.release(1, 1);
  two.join();
  three.join();
  course_test::observe("granted", two_granted, three_granted);
}

// Owner 2 waits for the second of the locks of owner 1, which asks for the
// second of its own.
COURSE_SCENARIO("a circle of owners with two locks each") {
  LockManager locks;
  course_test::name(locks, "locks");
  for (int lock : {1, 2}) locks.acquire(1, lock);
  for (int lock : {3, 4}) locks.acquire(2, lock);
  bool two_granted = false;
  course_test::Thread two(
      [&] { two_granted = locks.acquire(2, course_test::input("lock of 1")); });
  until_all_are_asleep();
  course_test::observe("owner 1",
                       locks.acquire(1, course_test::input("lock of 2")));
  locks.release_all(1);
  two.join();
  course_test::observe("owner 2", two_granted);
}

COURSE_SCENARIO("others ask after a request was refused") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 1);
  locks.acquire(2, 2);
  bool one_granted = false, three_granted = false;
  course_test::Thread one([&] {
    one_granted = locks.acquire(1, 2);
    locks.release_all(1);
  });
  until_all_are_asleep();
  course_test::observe("owner 2", locks.acquire(2, 1));
  course_test::Thread three([&] { three_granted = locks.acquire(3, 1); });
  until_all_are_asleep();
  locks.release(2, 2);
  one.join();
  three.join();
  course_test::observe("owners 1 and 3", one_granted, three_granted);
}

// Once refused, owner 2 does not wait for lock 1 any more.
COURSE_SCENARIO("an owner waits for one that was refused") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 1);
  locks.acquire(2, 2);
  course_test::Thread one([&] {
    locks.acquire(1, 2);
    locks.release_all(1);
  });
  until_all_are_asleep();
  const bool refused = !locks.acquire(2, 1);
  locks.release(2, 2);
  one.join();
  const bool three_first = locks.acquire(3, 1);
  const bool two_again = locks.acquire(2, 2);
  bool three_granted = false;
  course_test::Thread three([&] { three_granted = locks.acquire(3, 2); });
  until_all_are_asleep();
  locks.release(2, 2);
  three.join();
  course_test::observe("answers", !refused, three_first, two_again,
                       three_granted);
}

// Owner 1 has waited for owner 2, and then owner 2 waits for owner 1.
COURSE_SCENARIO("first one waits, then the other") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 1);
  locks.acquire(2, 2);
  bool one_granted = false;
  course_test::Thread one([&] {
    one_granted = locks.acquire(1, 2);
    course_test::let_others_run();
    locks.release_all(1);
  });
  until_all_are_asleep();
  locks.release(2, 2);
  const bool two_granted = locks.acquire(2, 1);
  one.join();
  course_test::observe("granted", one_granted, two_granted);
}

// As before, but what owner 1 asks for next would close a circle, unless it is
// first.
COURSE_SCENARIO("who was waiting asks for more") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 1);
  locks.acquire(2, 2);
  locks.acquire(2, 3);
  bool one_granted = false;
  course_test::Thread one([&] {
    locks.acquire(1, 2);
    one_granted = locks.acquire(1, 3);
    locks.release_all(1);
  });
  until_all_are_asleep();
  locks.release(2, 2);
  const bool two_granted = locks.acquire(2, 1);
  locks.release_all(2);
  one.join();
  course_test::observe("granted", one_granted, two_granted);
}

// Owner 3 is the second in the queue for a lock of owner 1, which asks for what
// owner 3 holds.
COURSE_SCENARIO("a circle through the second in a queue") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 7);
  locks.acquire(3, 8);
  course_test::Thread two([&] {
    locks.acquire(2, 7);
    locks.release_all(2);
  });
  until_all_are_asleep();
  bool three_granted = false;
  course_test::Thread three([&] { three_granted = locks.acquire(3, 7); });
  until_all_are_asleep();
  course_test::observe("owner 1", locks.acquire(1, 8));
  locks.release_all(1);
  two.join();
  three.join();
  course_test::observe("owner 3", three_granted);
}

// Owner 3 waits in the queue behind owner 2: first for owner 1, which holds
// lock 7, and when that has gone to owner 2, for that one.
COURSE_SCENARIO("the queue moves on") {
  LockManager locks;
  course_test::name(locks, "locks");
  locks.acquire(1, 7);
  locks.acquire(3, 8);
  course_test::Thread two([&] { locks.acquire(2, 7); });
  until_all_are_asleep();
  bool three_granted = false;
  course_test::Thread three([&] {
    three_granted = locks.acquire(3, 7);
    locks.release_all(3);
  });
  until_all_are_asleep();
  locks.release(1, 7);
  two.join();
  bool asks_granted = false;
  const auto owner = static_cast<int>(course_test::input("owner"));
  course_test::Thread asks([&] { asks_granted = locks.acquire(owner, 8); });
  until_all_are_asleep();
  locks.release(2, 7);
  three.join();
  asks.join();
  course_test::observe("granted", asks_granted, three_granted);
}

}  // namespace
