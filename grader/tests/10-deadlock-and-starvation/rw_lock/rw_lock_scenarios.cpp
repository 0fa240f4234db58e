// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "rw_lock.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using course::RWLock;

static_assert(std::is_default_constructible_v<RWLock>,
              "RWLock must be made of nothing");
COURSE_SIGNATURE("lock_shared must be void()", void (RWLock::*)(),
                 &RWLock::lock_shared);
COURSE_SIGNATURE("unlock_shared must be void()", void (RWLock::*)(),
                 &RWLock::unlock_shared);
COURSE_SIGNATURE("lock must be void()", void (RWLock::*)(), &RWLock::lock);
COURSE_SIGNATURE("unlock must be void()", void (RWLock::*)(), &RWLock::unlock);

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// Reading and writing, with others that may come and go meanwhile.
void read(RWLock& lock) {
  lock.lock_shared();
  course_test::event("reader is in");
  course_test::let_others_run();
  course_test::event("reader goes");
  lock.unlock_shared();
}

void write(RWLock& lock) {
  lock.lock();
  course_test::event("writer is in");
  course_test::let_others_run();
  course_test::event("writer goes");
  lock.unlock();
}

// Joined at the end of the scope.
class Threads {
 public:
  ~Threads() {
    for (auto& thread : threads_) thread->join();
  }

  template <class Life>
  void add(Life life) {
    threads_.push_back(std::make_unique<course_test::Thread>(std::move(life)));
  }

 private:
  std::vector<std::unique_ptr<course_test::Thread>> threads_;
};

// Each has the lock to itself, so that nobody ever waits.
COURSE_SCENARIO("one thread") {
  RWLock lock, other;
  course_test::name(lock, "lock");
  course_test::name(other, "other");
  for (int twice = 0; twice < 2; ++twice) read(lock);
  for (int twice = 0; twice < 2; ++twice) write(lock);
  read(lock);
  lock.lock();
  other.lock();
  other.unlock();
  lock.unlock();
}

COURSE_SCENARIO("readers and writers") {
  RWLock lock;
  course_test::name(lock, "lock");
  Threads threads;
  for (auto n = course_test::input("writers"); n > 0; --n)
    threads.add([&] { write(lock); });
  for (auto n = course_test::input("readers"); n > 0; --n)
    threads.add([&] { read(lock); });
}

// What the lock guards: two plain numbers that are equal.
COURSE_SCENARIO("two writers and two readers of two numbers") {
  RWLock lock;
  course_test::name(lock, "lock");
  struct {
    int a = 0, b = 0;
  } numbers;
  course_test::name(numbers, "numbers");
  std::atomic<int> differences{0};
  {
    Threads threads;
    for (int writer = 0; writer < 2; ++writer)
      threads.add([&] {
        lock.lock();
        ++numbers.a;
        ++numbers.b;
        lock.unlock();
      });
    for (int reader = 0; reader < 2; ++reader)
      threads.add([&] {
        lock.lock_shared();
        const bool equal = numbers.a == numbers.b;
        lock.unlock_shared();
        if (!equal) ++differences;
      });
  }
  course_test::observe("numbers", numbers.a, numbers.b);
  course_test::observe("differences", differences.load());
}

COURSE_SCENARIO("readers meet") {
  const auto readers = course_test::input("readers");
  RWLock lock;
  course_test::name(lock, "lock");
  std::latch all_inside(readers);
  course_test::name(all_inside, "all_inside");
  Threads threads;
  for (auto n = readers; n > 0; --n)
    threads.add([&] {
      lock.lock_shared();
      all_inside.arrive_and_wait();
      lock.unlock_shared();
    });
}

// Time moves on when nobody can run: both readers wait for the writer by then.
COURSE_SCENARIO("readers meet after a writer has left") {
  RWLock lock;
  course_test::name(lock, "lock");
  std::latch both_inside(2);
  course_test::name(both_inside, "both_inside");
  lock.lock();
  Threads threads;
  for (int reader = 0; reader < 2; ++reader)
    threads.add([&] {
      lock.lock_shared();
      both_inside.arrive_and_wait();
      lock.unlock_shared();
    });
  std::this_thread::sleep_for(hours(1));
  lock.unlock();
}

// All others come while the first one is inside.
COURSE_SCENARIO("others wait for one who stays for an hour") {
  RWLock lock;
  course_test::name(lock, "lock");
  const bool writer = course_test::input("it writes");
  if (writer)
    lock.lock();
  else
    lock.lock_shared();
  Threads threads;
  for (auto n = course_test::input("writers"); n > 0; --n)
    threads.add([&] { write(lock); });
  for (auto n = course_test::input("readers"); n > 0; --n)
    threads.add([&] { read(lock); });
  std::this_thread::sleep_for(hours(1));
  if (writer)
    lock.unlock();
  else
    lock.unlock_shared();
}

constexpr unsigned at_most = 8;  // overtake one who waits

// Time moves on when nobody can run: while one sleeps inside, all others come
// as far as they can.
void stay_inside() { std::this_thread::sleep_for(milliseconds(2)); }

void read_in_turn(RWLock& lock) {
  {
    course_test::Request request("reading", at_most);
    lock.lock_shared();
  }
  stay_inside();
  lock.unlock_shared();
}

void write_in_turn(RWLock& lock) {
  {
    course_test::Request request("writing", at_most);
    lock.lock();
  }
  stay_inside();
  lock.unlock();
}

// The others use the lock again and again until the one has been inside; at
// most 40 times, so that they come to an end if it never is. They begin one by
// one, so that one reader comes back before the other one goes.
COURSE_SCENARIO("one comes while others use the lock again and again") {
  const auto readers = course_test::input("readers");
  const auto writers = course_test::input("writers");
  RWLock lock;
  course_test::name(lock, "lock");
  std::latch all_have_come(readers + writers);
  course_test::name(all_have_come, "all_have_come");
  std::atomic<bool> done{false};
  Threads threads;
  const auto again_and_again = [&](int late, void (*use)(RWLock&)) {
    threads.add([&, late, use] {
      std::this_thread::sleep_for(late * milliseconds(1));
      use(lock);
      all_have_come.count_down();
      for (int turn = 1; turn < 40 && !done; ++turn) use(lock);
    });
  };
  for (int i = 0; i < readers; ++i) again_and_again(i, read_in_turn);
  for (int i = 0; i < writers; ++i) again_and_again(i, write_in_turn);
  all_have_come.wait();
  if (course_test::input("it writes"))
    write_in_turn(lock);
  else
    read_in_turn(lock);
  done = true;
}

}  // namespace
