// Programs that end in other ways than by returning, and programs that mean no
// good. Run only by the grader's sandbox.
#include <sys/syscall.h>

#include <cassert>
#include <csetjmp>
#include <csignal>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;
using namespace std::chrono_literals;

namespace {

volatile int zero = 0;
int* volatile null = nullptr;

long system_call(long number, long a = 0, long b = 0, long c = 0, long d = 0) {
  long result;
  register long r10 asm("r10") = d;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10)
               : "rcx", "r11", "memory");
  return result;
}

[[gnu::noinline]] int deeper(int n) {
  volatile char room[200];
  room[n % 200] = static_cast<char>(n);
  return deeper(n + 1) + room[(n + 1) % 200];
}

}  // namespace

// ---- Ends of the process.

// expect: tampered "exit()"
COURSE_SCENARIO("exit") { std::exit(0); }

// expect: tampered "_exit()"
COURSE_SCENARIO("_exit") { _exit(0); }

// expect: tampered "_Exit()"
COURSE_SCENARIO("_Exit") { std::_Exit(0); }

// expect: tampered "quick_exit()"
COURSE_SCENARIO("quick_exit") { std::quick_exit(0); }

// expect: tampered "exit()"
COURSE_SCENARIO("exit in a thread") {
  std::thread([] { std::exit(0); }).join();
}

// expect: tampered "system call"
COURSE_SCENARIO("exit_group through syscall") { syscall(SYS_exit_group, 0); }

// expect: tampered "without an answer"
COURSE_SCENARIO("exit_group through an instruction") {
  system_call(SYS_exit_group, 0);
}

// expect: crash "abort()"
COURSE_SCENARIO("abort") { std::abort(); }

// expect: crash "abort()"
COURSE_SCENARIO("abort in a thread") {
  std::thread([] { std::abort(); }).join();
}

// expect: crash "the assertion "zero == 1" at endings.cpp:"
COURSE_SCENARIO("a failed assertion") { assert(zero == 1); }

// expect: crash "std::terminate is called"
COURSE_SCENARIO("a std::thread neither joined nor detached") {
  std::thread t([] {});
}

// expect: crash "std::terminate is called"
COURSE_SCENARIO("terminate") { std::terminate(); }

// expect: crash "boom"
COURSE_SCENARIO("an exception out of a thread") {
  std::thread([] { throw std::runtime_error("boom"); }).join();
}

// expect: crash "boom"
COURSE_SCENARIO("an exception out of the scenario") {
  throw std::runtime_error("boom");
}

// expect: crash "boom"
COURSE_SCENARIO("an exception out of a noexcept function") {
  []() noexcept { throw std::runtime_error("boom"); }();
}

// expect: crash "nobody catches the exception"
COURSE_SCENARIO("an exception that is an int") { throw 7; }

// expect: not-started "join()"
COURSE_SCENARIO("not written yet") { throw std::logic_error("TODO: join()"); }

// expect: not-started "join()"
COURSE_SCENARIO("not written yet, in a thread") {
  std::thread([] { throw std::logic_error("TODO: join()"); }).join();
}

// expect: not-started "join()"
COURSE_SCENARIO("not written yet, as a bare string") { throw "TODO: join()"; }

// expect: tampered "_Exit()"
COURSE_SCENARIO("a terminate handler that ends the process") {
  std::set_terminate([] { std::_Exit(0); });
  throw std::runtime_error("boom");
}

// expect: pass
COURSE_SCENARIO("pthread_exit in a thread, destructors and all") {
  bool destroyed = false;
  struct Notes {
    bool& note;
    ~Notes() { note = true; }
  };
  std::thread t([&] {
    Notes n{destroyed};
    pthread_exit(nullptr);
  });
  t.join();
  course_test::observe("holds", destroyed);
}

// ---- Crashes.

// expect: crash "stack overflow"
COURSE_SCENARIO("recursion without end") {
  course_test::observe("never", deeper(zero));
}

// expect: crash "stack overflow"
COURSE_SCENARIO("recursion without end in a thread") {
  std::thread([] { course_test::observe("never", deeper(zero)); }).join();
}

// expect: crash "segmentation fault"
COURSE_SCENARIO("read through a null pointer") {
  course_test::observe("never", *null);
}

// expect: crash "segmentation fault"
COURSE_SCENARIO("write through a null pointer in a thread") {
  std::thread([] { *null = 1; }).join();
}

// expect: crash "arithmetic"
COURSE_SCENARIO("division by zero") { course_test::observe("never", 7 / zero); }

// expect: crash "illegal instruction"
COURSE_SCENARIO("trap") { __builtin_trap(); }

// ---- Threads and locks that are not given back.

// expect: deadlock
COURSE_SCENARIO("a detached thread is blocked at the end") {
  static std::binary_semaphore never{0};
  std::thread([] { never.acquire(); }).detach();
}

// expect: pass, every order
COURSE_SCENARIO("a detached thread ends later") {
  std::thread([] { std::this_thread::sleep_for(1s); }).detach();
}

// expect: leak "neither joined nor detached"
COURSE_SCENARIO("a POSIX thread is neither joined nor detached") {
  pthread_t t;
  pthread_create(
      &t, nullptr, [](void* p) { return p; }, nullptr);
}

// expect: deadlock
COURSE_SCENARIO("a thread ends with a mutex that another wants") {
  std::mutex m;
  std::thread([&] { m.lock(); }).join();
  m.lock();
  m.unlock();
}

// expect: crash "nobody holds"
COURSE_SCENARIO("unlocks a free mutex") {
  std::mutex m;
  m.unlock();
}

// expect: crash "another thread holds"
COURSE_SCENARIO("unlocks a mutex of another thread") {
  std::mutex m;
  m.lock();
  std::thread([&] { m.unlock(); }).join();
  m.unlock();
}

// expect: deadlock
COURSE_SCENARIO("locks a mutex twice") {
  std::mutex m;
  m.lock();
  m.lock();
}

// expect: pass, every order
COURSE_SCENARIO("locks a recursive mutex twice") {
  std::recursive_mutex m;
  int n = 0;
  const auto count = [&] {
    std::scoped_lock a(m);
    std::scoped_lock b(m);
    ++n;
  };
  both(count, count);
  course_test::observe("holds", n == 2);
}

// expect: crash "system_error"
COURSE_SCENARIO("joins itself") {
  std::thread t;
  std::binary_semaphore ready{0};
  t = std::thread([&] {
    ready.acquire();
    t.join();
  });
  ready.release();
  std::this_thread::sleep_for(1s);
  t.join();
}

// ---- Other processes.

// expect: forbidden "system()"
COURSE_SCENARIO("system") {
  course_test::observe("never", std::system("true"));
}

// expect: tampered "system call"
COURSE_SCENARIO("fork through syscall") {
  course_test::observe("never", syscall(SYS_fork));
}

// No process has this number. The test goes on to -1 only if this is refused.
// expect: tampered "kill()"
COURSE_SCENARIO("kill of nobody") {
  course_test::observe("never", kill(0x7ffffff0, SIGKILL));
}

// expect: tampered "kill() with -1"
COURSE_SCENARIO("kill of everybody") {
  course_test::observe("never", kill(-1, SIGKILL));
}

// expect: tampered "system call"
COURSE_SCENARIO("kill of nobody through syscall") {
  course_test::observe("never", syscall(SYS_kill, 0x7ffffff0, SIGKILL));
}

// expect: crash "SIGKILL"
COURSE_SCENARIO("raise") { std::raise(SIGKILL); }

// expect: tampered "process(es) behind"
COURSE_SCENARIO("leaves a child behind") {
  if (system_call(SYS_clone, SIGCHLD) == 0)
    for (;;) system_call(SYS_pause);
}

// expect: tampered "process after process"
COURSE_SCENARIO("starts process after process") {
  for (;;)
    if (system_call(SYS_clone, SIGCHLD) == 0)
      for (;;) system_call(SYS_pause);
}

// expect: crash "segmentation fault"
COURSE_SCENARIO("closes all that is open, then crashes") {
  for (int fd = 0; fd < 100; ++fd) close(fd);
  *null = 1;
}
