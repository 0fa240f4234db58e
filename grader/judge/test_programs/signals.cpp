// Programs that change what happens at a signal: nobody may send them one, so
// it makes no difference.
#include <sys/time.h>

#include <csignal>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

namespace {
int* volatile null = nullptr;
}

// expect: crash "segmentation fault"
COURSE_SCENARIO("a signal handler that does nothing about the fault") {
  std::signal(SIGSEGV, [](int) {});
  *null = 1;
}

// expect: crash "segmentation fault"
COURSE_SCENARIO("a signal handler that ends the process") {
  std::signal(SIGSEGV, [](int) { _exit(0); });
  *null = 1;
}

// expect: too-slow
COURSE_SCENARIO("ignores the signals of the watchdog") {
  std::signal(SIGVTALRM, SIG_IGN);
  std::signal(SIGPROF, SIG_IGN);
  for (;;) asm volatile("");
}

// expect: too-slow
COURSE_SCENARIO("blocks all signals") {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
  for (;;) asm volatile("");
}

// expect: too-slow
COURSE_SCENARIO("stops the clock of the watchdog") {
  const itimerval never{};
  setitimer(ITIMER_PROF, &never, nullptr);
  setitimer(ITIMER_VIRTUAL, &never, nullptr);
  for (;;) asm volatile("");
}
