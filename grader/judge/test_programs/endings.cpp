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

// ---- Memory.

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
