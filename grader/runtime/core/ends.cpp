#include "runtime/core/ends.hpp"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>

#include <csignal>
#include <cstring>

#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scenarios.hpp"
#include "runtime/core/state.hpp"

namespace course::runtime {
namespace {

const char* name_of(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "segmentation fault: it uses an address that is not its own";
    case SIGBUS:
      return "bus error";
    case SIGFPE:
      return "arithmetic error: a division by zero, or an overflow of one";
    case SIGILL:
      return "illegal instruction: the end of a function without return, for "
             "example";
    case SIGTRAP:
      return "trap";
    default:
      return "signal";
  }
}

bool in_guard_page(Address a) {
  return in_stacks(a) && (a - stacks_address) % stack_size < 4096;
}

void note_place(greg_t instruction) {
  current->call_site = static_cast<Address>(instruction);
  if (current->call_site >= library_code) rt().library_state_lost = true;
}

void on_fault(int signal, siginfo_t* info, void* context) {
  if (!inside()) end_process(128 + signal);
  const auto* registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  rt().tracing.open_write = 0;  // a write that faults has no value to show
  note_place(registers[REG_RIP]);
  note_end(Operation::exit, nullptr, current->call_site);
  const auto address = reinterpret_cast<Address>(info->si_addr);
  const bool overflow = signal == SIGSEGV && in_guard_page(address);
  fail(Verdict::crash,
       overflow ? "stack overflow: its calls go too deep" : name_of(signal),
       mix(current->call_site, static_cast<std::uint64_t>(signal)));
}

// Processor time passes without points or accesses: a loop in which nothing is
// instrumented.
struct Watchdog {
  std::uint64_t schedules, points, accesses;
  unsigned still;
};
[[gnu::section("course_runtime")]] Watchdog watchdog{};
constexpr unsigned ticks_until_too_slow = 10;
constexpr long tick_microseconds = 100'000;

void on_tick(int, siginfo_t*, void* context) {
  const Runtime& r = rt();
  const Watchdog now{r.generation, r.scheduler.points, r.scheduler.accesses, 0};
  const bool moved = now.schedules != watchdog.schedules ||
                     now.points != watchdog.points ||
                     now.accesses != watchdog.accesses;
  const unsigned still = moved || !inside() ? 0 : watchdog.still + 1;
  watchdog = now;
  watchdog.still = still;
  if (still < ticks_until_too_slow) return;
  watchdog.still = 0;
  const auto* registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  note_place(registers[REG_RIP]);
  note_end(Operation::none, nullptr, current->call_site);
  fail_stuck(Verdict::too_slow,
             "it loops without end and without a synchronisation operation");
}

}  // namespace

void end_process(int status) {
  raw_syscall(SYS_exit_group, status);
  __builtin_unreachable();
}

long real_pid() { return raw_syscall(SYS_getpid); }

void refuse_call(Verdict verdict, const char* call, Address site) {
  if (rt().flags & protocol::whole_program) verdict = Verdict::forbidden;
  note_end(Operation::exit, nullptr, site);
  Message m;
  m << "it calls " << call;
  fail(verdict, m.text(), mix(site, current->context));
}

void end_with_abort(Address site) {
  note_end(Operation::exit, nullptr, site);
  fail(Verdict::crash, "it calls abort()", mix(site, current->context));
}

void end_with_assertion(const char* expression, const char* file, unsigned line,
                        Address site) {
  note_end(Operation::exit, nullptr, site);
  const char* base = std::strrchr(file, '/');
  Message m;
  m << "the assertion \"" << expression << "\" at " << (base ? base + 1 : file)
    << ":" << line << " fails";
  fail(Verdict::crash, m.text(), mix(site, line));
}

int register_exit_function(void (*function)(void*), void* argument) {
  // What a library registers at its first use is its own affair, and would run
  // in one schedule only.
  if (!inside() || reinterpret_cast<Address>(function) >= library_code)
    return 0;
  note_in_order();
  Process& p = this_process();
  if (p.exit_function_count == max_exit_functions) return -1;
  p.exit_functions[p.exit_function_count++] = {function, argument};
  return 0;
}

void run_exit_functions() {
  Process& p = this_process();
  while (p.exit_function_count > 0) {
    const ExitFunction f = p.exit_functions[--p.exit_function_count];
    f.function(f.argument);
  }
}

int register_thread_local_destructor(void (*function)(void*), void* object) {
  if (!inside()) return 0;
  Task& t = *current;
  if (t.destructor_count == max_thread_local_destructors) return -1;
  t.destructors[t.destructor_count++] = {function, object};
  return 0;
}

void use_alternate_signal_stack() {
  constexpr std::size_t size = 64 << 10;
  stack_t alternate{};
  alternate.ss_sp = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  alternate.ss_size = size;
  raw_syscall(SYS_sigaltstack, reinterpret_cast<long>(&alternate));
}

void start_signals() {
  use_alternate_signal_stack();
  struct sigaction action {};
  // The handler leaves by switching to the driver's stack, so the signal must
  // not stay blocked.
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  action.sa_sigaction = on_fault;
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP})
    sigaction(signal, &action, nullptr);
  action.sa_sigaction = on_tick;
  action.sa_flags |= SA_RESTART;
  sigaction(SIGPROF, &action, nullptr);
  const itimerval tick{{0, tick_microseconds}, {0, tick_microseconds}};
  setitimer(ITIMER_PROF, &tick, nullptr);
}

}  // namespace course::runtime
