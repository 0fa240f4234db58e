// Programs that want more memory, tasks or time than there is.
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;
using namespace std::chrono_literals;

// ---- Memory and tasks.

// expect: crash "bad_alloc"
COURSE_SCENARIO("allocates without end") {
  for (;;) {
    char* volatile p = new char[1 << 16];
    p[0] = 1;
  }
}

// expect: pass
COURSE_SCENARIO("malloc says no at the end") {
  bool refused = false;
  for (int i = 0; i < 1 << 14 && !refused; ++i) {
    void* volatile p = std::malloc(1 << 20);
    refused = p == nullptr;
  }
  course_test::observe("holds", refused);
}

// expect: leak "a mapping of"
COURSE_SCENARIO("maps without end") {
  for (;;) {
    constexpr std::size_t size = 64 << 20;
    char* p = static_cast<char*>(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (p == MAP_FAILED) break;
    for (std::size_t i = 0; i < size; i += 4096) p[i] = 1;
  }
}

// expect: crash "system_error"
COURSE_SCENARIO("129 tasks") {
  std::vector<std::thread> threads;
  const std::function<void()> nothing = [] {};
  for (int i = 0; i < 128; ++i) threads.emplace_back(std::ref(nothing));
  for (auto& t : threads) t.join();
}

// expect: pass
COURSE_SCENARIO("128 tasks") {
  std::atomic<int> ran{0};
  std::vector<std::thread> threads;
  const std::function<void()> count = [&] { ++ran; };
  for (int i = 0; i < 127; ++i) threads.emplace_back(std::ref(count));
  for (auto& t : threads) t.join();
  course_test::observe("holds", ran == 127);
}

// ---- No end at all.

// expect: too-slow "loops without end"
COURSE_SCENARIO("a loop with nothing in it") {
  for (;;) asm volatile("");
}

// expect: too-slow "loops without end"
COURSE_SCENARIO("a loop with nothing in it, in a thread") {
  std::thread([] {
    for (;;) asm volatile("");
  }).join();
}

// expect: too-slow "loops without end"
COURSE_SCENARIO("a loop over a plain variable") {
  int steps = 1;
  int* volatile p = &steps;
  while (*p != 0) *p = *p + 2;
}

// expect: data-race
COURSE_SCENARIO("a loop until a plain variable changes") {
  static int stop = 0;
  std::thread t([] { stop = 1; });
  while (stop == 0) {
  }
  t.join();
}

// expect: livelock
COURSE_SCENARIO("atomic loads without end") {
  std::atomic<int> stop{0};
  while (stop == 0) {
  }
}

// expect: livelock
COURSE_SCENARIO("two tasks yield for ever") {
  std::atomic<int> stop{0};
  const auto wait = [&] {
    while (stop == 0) std::this_thread::yield();
  };
  both(wait, wait);
}

// Time moves, so somebody else could still get further.
// expect: too-slow "20000 synchronisation operations"
COURSE_SCENARIO("sleeps and looks for ever") {
  std::atomic<int> stop{0};
  while (stop == 0) std::this_thread::sleep_for(1ms);
}

// expect: too-slow "20000 synchronisation operations"
COURSE_SCENARIO("gets on for ever") {
  std::atomic<long> n{0};
  while (n >= 0) ++n;
}

// expect: too-slow
COURSE_SCENARIO("prints without end") {
  for (;;) std::puts("again and again");
}

// expect: too-slow
COURSE_SCENARIO("prints without end through a stream") {
  for (;;) std::cout << "again and again" << std::endl;
}

// expect: too-slow
COURSE_SCENARIO("writes without end") {
  for (;;)
    if (write(STDOUT_FILENO, "again and again\n", 16) < 0) break;
}

// Not by the functions that are modelled.
// expect: too-slow "read"
COURSE_SCENARIO("reads from an empty pipe") {
  int ends[2];
  char c;
  if (syscall(SYS_pipe2, ends, 0) != 0) return;
  course_test::observe("never", syscall(SYS_read, ends[0], &c, 1));
}

// expect: pass
COURSE_SCENARIO("standard input is empty") {
  char c;
  course_test::observe("holds", read(STDIN_FILENO, &c, 1) == 0);
}

// expect: pass
COURSE_SCENARIO("sleeps for an hour") {
  const auto begin = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(1h);
  course_test::observe("holds", std::chrono::steady_clock::now() - begin == 1h);
}
