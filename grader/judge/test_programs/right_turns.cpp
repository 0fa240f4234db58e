// Fair turns: who waits is served in time.
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

// First come, first served.
class TicketLock {
 public:
  void lock() {
    std::unique_lock lock(m_);
    const int mine = next_++;
    changed_.wait(lock, [&] { return serving_ == mine; });
  }
  void unlock() {
    std::lock_guard lock(m_);
    ++serving_;
    changed_.notify_all();
  }

 private:
  std::mutex m_;
  std::condition_variable changed_;
  int next_ = 0, serving_ = 0;
};

template <class Lock>
void three_in_turns(unsigned limit) {
  Lock lock;
  int inside = 0;
  const auto work = [&] {
    for (int i = 0; i < 5; ++i) {
      {
        course_test::Request request("the lock", limit);
        lock.lock();
      }
      ++inside;
      lock.unlock();
    }
  };
  all_three(work, work, work);
  course_test::observe("holds", inside == 15);
}

}  // namespace

// expect: pass
// with: fair
COURSE_SCENARIO("a ticket lock is never overtaken once it waits") {
  three_in_turns<TicketLock>(0);
}

// expect: pass
// with: fair
COURSE_SCENARIO("a mutex is handed on in order") {
  three_in_turns<std::mutex>(2);
}

// expect: pass
COURSE_SCENARIO("a semaphore of a function static") {
  static std::binary_semaphore first{1};
  first.acquire();
  first.release();
}
