// Memory that is freed, not yet allocated, or a frame that has been left.
#include "course_test.hpp"
#include "course_test_end.hpp"

using namespace std::chrono_literals;

namespace {

volatile int zero = 0;

// The address of a variable of a frame that is left when the caller has it; so
// far down that no other call of the caller gets there.
[[gnu::noinline]] int* address_of_local() {
  volatile char room[4096];
  room[zero] = 0;
  int local[4] = {5, 5, 5, room[zero]};
  int* volatile p = local;
  return p;
}

[[gnu::noinline]] void lend_local(std::binary_semaphore& begun) {
  volatile char room[4096];
  room[zero] = 0;
  int local[4] = {1, 1, 1, room[zero]};
  std::thread([&local, &begun] {
    begun.release();
    std::this_thread::sleep_for(1s);
    local[1] = 2;
  }).detach();
  begun.acquire();
}

}  // namespace

// expect: lifetime "already freed"
COURSE_SCENARIO("deletes twice") {
  int* p = new int(1);
  int* volatile again = p;
  delete p;
  delete again;
}

// expect: lifetime "frees memory"
COURSE_SCENARIO("frees a stack variable") {
  int local = 1;
  int* volatile p = &local;
  std::free(p);
}

// expect: lifetime "frees memory"
COURSE_SCENARIO("frees a global variable") {
  static int global = 1;
  int* volatile p = &global;
  std::free(p);
}

// expect: lifetime "frees memory"
COURSE_SCENARIO("frees the middle of a block") {
  char* p = static_cast<char*>(std::malloc(64));
  char* volatile middle = p + 16;
  std::free(middle);
}

// expect: lifetime "already freed"
COURSE_SCENARIO("uses freed memory") {
  int* p = new int(1);
  int* volatile again = p;
  delete p;
  course_test::observe("never", *again);
}

// expect: lifetime "outside the allocated block"
COURSE_SCENARIO("reads one past the end of a vector") {
  std::vector<int> v(4, 1);
  course_test::observe("never", v.data()[v.size() + zero]);
}

// expect: lifetime "outside the allocated block"
COURSE_SCENARIO("writes one before the beginning of an array") {
  const auto a = std::make_unique<int[]>(4);
  a.get()[zero - 1] = 2;
  course_test::observe("never", a.get()[zero - 1]);
}

// expect: crash "abort()"
COURSE_SCENARIO("an index out of range") {
  std::vector<int> v(4, 1);
  course_test::observe("never", v[4 + zero]);
}

// expect: lifetime "returned"
COURSE_SCENARIO("reads a frame that it has left") {
  course_test::observe("never", *address_of_local());
}

[[gnu::noinline]] std::thread reader_of_local() {
  int local = 3;
  return std::thread([&local] { course_test::observe("never", local); });
}

// expect: lifetime "returned"
COURSE_SCENARIO("reads a frame that the one has left who joins it") {
  std::thread t = reader_of_local();
  t.join();
}

// expect: lifetime "returned"
COURSE_SCENARIO("reads a frame that another thread has left") {
  std::atomic<int*> shared{nullptr};
  std::binary_semaphore done{0};
  std::thread t([&] {
    shared = address_of_local();
    done.acquire();
  });
  while (!shared) std::this_thread::yield();
  course_test::observe("never", *shared.load());
  done.release();
  t.join();
}

// expect: lifetime "stack of thread 1, which has ended"
COURSE_SCENARIO("reads the stack of a thread that has ended") {
  int* p = nullptr;
  std::thread t([&] { p = address_of_local(); });
  t.join();
  course_test::observe("never", *p);
}

// expect: lifetime "returned"
COURSE_SCENARIO("a detached thread uses a variable that is gone") {
  std::binary_semaphore begun{0};
  lend_local(begun);
  std::this_thread::sleep_for(2s);
}
