// Calls whose order among threads matters although no lock, no condition and no
// atomic orders them: the search must not take their orders for equal. What is
// observed tells them apart; and only afterwards, at other choices, can it be
// that one order comes to where another has been.
#include <pthread.h>
#include <semaphore.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

#include "course_test.hpp"
#include "course_test_end.hpp"

namespace {

using course_test::observe;

int twice_zero(std::atomic<int>& calls) {
  static const int zero = 0 * calls.fetch_add(1);
  return zero;
}

void* nothing(void*) { return nullptr; }

// Choices that have nothing to do with what goes on beside them.
class Bystander {
 public:
  ~Bystander() { thread_.join(); }

 private:
  std::thread thread_{[] {
    course_test::let_others_run();
    course_test::let_others_run();
  }};
};

// Nor with what was before.
void afterwards() {
  std::thread a(course_test::let_others_run), b(course_test::let_others_run);
  a.join();
  b.join();
}

void first_at_exit() { observe("exit", 1); }
void second_at_exit() { observe("exit", 2); }

}  // namespace

// expect: pass, every order
COURSE_SCENARIO("a mutex is tried while its holder begins to wait") {
  const Bystander bystander;
  std::mutex m;
  std::condition_variable c;
  bool go = false, got = false;
  std::thread waits([&] {
    std::unique_lock lock(m);
    c.wait(lock, [&] { return go; });
  });
  std::thread tries([&] {
    got = m.try_lock();
    if (got) m.unlock();
  });
  tries.join();
  {
    std::lock_guard lock(m);
    go = true;
  }
  c.notify_one();
  waits.join();
  afterwards();
  observe("got", got);
}

// expect: pass
COURSE_SCENARIO("a mutex is tried while who has been woken takes it again") {
  const Bystander bystander;
  std::mutex m;
  std::condition_variable c;
  bool go = false, got = false;
  std::thread waits([&] {
    std::unique_lock lock(m);
    c.wait(lock, [&] { return go; });
  });
  {
    std::lock_guard lock(m);
    go = true;
  }
  c.notify_one();
  std::thread tries([&] {
    got = m.try_lock();
    if (got) m.unlock();
  });
  tries.join();
  waits.join();
  afterwards();
  observe("got", got);
}

// expect: pass
COURSE_SCENARIO("a static variable is looked at while it is made") {
  const Bystander bystander;
  std::atomic<int> calls{0};
  std::thread a([&] { twice_zero(calls); }), b([&] { twice_zero(calls); });
  a.join();
  b.join();
  afterwards();
  observe("calls", calls.load());
}

// expect: pass
COURSE_SCENARIO("a thread is joined by one and detached by another") {
  const Bystander bystander;
  pthread_t thread;
  pthread_create(&thread, nullptr, nothing, nullptr);
  int joined = 0, detached = 0;
  std::thread joins([&] { joined = pthread_join(thread, nullptr); });
  std::thread detaches([&] { detached = pthread_detach(thread); });
  joins.join();
  detaches.join();
  afterwards();
  observe("joined", joined, "detached", detached);
}

// expect: pass, every order
COURSE_SCENARIO("a thread may have ended when somebody asks") {
  const Bystander bystander;
  pthread_t thread;
  pthread_create(&thread, nullptr, nothing, nullptr);
  const int error = pthread_tryjoin_np(thread, nullptr);
  if (error != 0) pthread_join(thread, nullptr);
  afterwards();
  observe("error", error);
}

// expect: pass
COURSE_SCENARIO("two threads print") {
  course_test::Output output;
  std::thread a([] { std::printf("a"); }), b([] { std::printf("b"); });
  a.join();
  b.join();
  afterwards();
  observe("printed", output.text());
}

// expect: pass, every order
COURSE_SCENARIO("two threads register what is done at the exit") {
  std::thread a([] { std::atexit(first_at_exit); }),
      b([] { std::atexit(second_at_exit); });
  a.join();
  b.join();
  afterwards();
}

// expect: pass, every order
COURSE_SCENARIO("two threads draw a random number") {
  int x = 0, y = 0;
  std::thread a([&] { x = std::rand(); }), b([&] { y = std::rand(); });
  a.join();
  b.join();
  afterwards();
  observe("first", x < y);
}

// expect: pass, every order
COURSE_SCENARIO("two threads make a key") {
  pthread_key_t x, y;
  std::thread a([&] { pthread_key_create(&x, nullptr); }),
      b([&] { pthread_key_create(&y, nullptr); });
  a.join();
  b.join();
  afterwards();
  observe("first", x < y);
  pthread_key_delete(x);
  pthread_key_delete(y);
}

// expect: pass, every order
COURSE_SCENARIO("two threads allocate") {
  std::unique_ptr<int> x, y;
  std::thread a([&] { x = std::make_unique<int>(); }),
      b([&] { y = std::make_unique<int>(); });
  a.join();
  b.join();
  afterwards();
  observe("first", std::less<>()(x.get(), y.get()));
}

// expect: pass, every order
COURSE_SCENARIO("two threads say what they do") {
  std::thread a([] { observe("a"), observe("a"); }),
      b([] { observe("b"), observe("b"); });
  a.join();
  b.join();
  afterwards();
}

// expect: pass, every order
COURSE_SCENARIO("two threads come back to an object of their own") {
  std::atomic<int> next = 0;
  const auto work = [&] {
    for (int i = next++; i < 2; i = next++) {
      std::once_flag flag;
      std::call_once(flag, course_test::let_others_run);
      std::atomic<int> own = 0;
      own.exchange(1);
    }
  };
  std::thread a(work), b(work);
  a.join();
  b.join();
  observe("next", next.load());
}

// expect: pass, every order
COURSE_SCENARIO("the value of a semaphore is looked at") {
  sem_t s;
  sem_init(&s, 0, 0);
  int value = 0;
  std::thread a([&] { sem_post(&s); }), b([&] { sem_getvalue(&s, &value); });
  a.join();
  b.join();
  afterwards();
  observe("value", value);
  sem_destroy(&s);
}

// expect: pass, every order
COURSE_SCENARIO("how many threads there are, and operations") {
  int threads = 0;
  unsigned operations = 0;
  std::thread a([] { std::thread([] {}).join(); });
  std::thread b([&] {
    threads = course_test::threads_made();
    operations = course_test::operations();
  });
  a.join();
  b.join();
  afterwards();
  observe("threads", threads, "operations", static_cast<int>(operations));
}

// expect: pass
COURSE_SCENARIO("the time is up when somebody calls") {
  std::counting_semaphore<> s(0);
  bool got = false;
  std::thread a([&] { got = s.try_acquire_for(std::chrono::milliseconds(1)); });
  std::thread b([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    s.release();
  });
  a.join();
  b.join();
  afterwards();
  observe("got", got);
}
