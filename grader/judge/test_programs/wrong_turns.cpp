// Starvation and livelock: everybody gets a turn, and not everybody gets on.
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

// Readers come in whenever no writer is inside.
class ReaderPreference {
 public:
  void lock_shared() {
    std::unique_lock lock(m_);
    changed_.wait(lock, [&] { return !writing_; });
    ++readers_;
  }
  void unlock_shared() {
    std::lock_guard lock(m_);
    if (--readers_ == 0) changed_.notify_all();
  }
  void lock() {
    std::unique_lock lock(m_);
    changed_.wait(lock, [&] { return !writing_ && readers_ == 0; });
    writing_ = true;
  }
  void unlock() {
    std::lock_guard lock(m_);
    writing_ = false;
    changed_.notify_all();
  }

 private:
  std::mutex m_;
  std::condition_variable changed_;
  int readers_ = 0;
  bool writing_ = false;
};

}  // namespace

// expect: starvation "waits for writing and is overtaken"
// with: fair
COURSE_SCENARIO("two readers in turns keep a writer out") {
  ReaderPreference lock;
  std::atomic<bool> written{false};
  const auto read = [&] {
    for (int i = 0; i < 40 && !written; ++i) {
      {
        course_test::Request request("reading", 40);
        lock.lock_shared();
      }
      course_test::let_others_run();
      lock.unlock_shared();
    }
  };
  all_three(read, read, [&] {
    {
      course_test::Request request("writing", 8);
      lock.lock();
    }
    written = true;
    lock.unlock();
  });
}

// expect: livelock
COURSE_SCENARIO("each hands on to the other for ever") {
  std::atomic<int> holder{0};
  std::atomic<bool> waits[2] = {false, false};
  const auto serve = [&](int self) {
    waits[self] = true;
    for (;;) {
      if (holder == self) {
        if (!waits[1 - self]) break;
        holder = 1 - self;
      }
      std::this_thread::yield();
    }
    waits[self] = false;
    holder = 1 - self;
  };
  both([&] { serve(0); }, [&] { serve(1); });
}
