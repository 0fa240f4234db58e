#include "runtime/core/signals.hpp"

#include <cerrno>

#include "runtime/core/failure.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr std::uint64_t never_blocked =
    signal_bit(SIGKILL) | signal_bit(SIGSTOP);
constexpr std::uint64_t ignored_by_default =
    signal_bit(SIGCHLD) | signal_bit(SIGURG) | signal_bit(SIGWINCH) |
    signal_bit(SIGCONT);

const Address by_default = reinterpret_cast<Address>(SIG_DFL);
const Address ignored = reinterpret_cast<Address>(SIG_IGN);

const char* name_of(int number) {
  switch (number) {
    case SIGHUP:
      return "SIGHUP";
    case SIGINT:
      return "SIGINT";
    case SIGABRT:
      return "SIGABRT";
    case SIGKILL:
      return "SIGKILL";
    case SIGSEGV:
      return "SIGSEGV";
    case SIGUSR1:
      return "SIGUSR1";
    case SIGUSR2:
      return "SIGUSR2";
    case SIGPIPE:
      return "SIGPIPE: it writes to a pipe that nobody reads any more";
    case SIGALRM:
      return "SIGALRM";
    case SIGTERM:
      return "SIGTERM";
    default:
      return "a signal";
  }
}

bool can_be_interrupted(Operation o) {
  switch (o) {
    case Operation::receive:
    case Operation::send:
    case Operation::wait_child:
    case Operation::poll:
    case Operation::sleep:
      return true;
    default:
      return false;
  }
}

// The thread that will handle it; null: all block it.
Task* receiver(const Process& p, int number) {
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    Task& t = rt().tasks[i];
    if (t.process == p.index && t.state != TaskState::ended &&
        !(t.blocked_signals & signal_bit(number)))
      return &t;
  }
  return nullptr;
}

void end_by_signal(Process& p, int number) {
  if (p.index == 0) {
    Message m;
    m << "it is ended by " << name_of(number);
    note_end(Operation::exit, nullptr, current->call_site);
    fail(Verdict::crash, m.text(), mix(current->call_site, 0));
  }
  if (p.index == current->process) end_this_process(number);
  end_other_process(p, number);
}

void run_handler(int number, const SignalAction& action) {
  Task& me = *current;
  const std::uint64_t blocked_before = me.blocked_signals;
  me.blocked_signals |= action.mask;
  if (!(action.flags & SA_NODEFER)) me.blocked_signals |= signal_bit(number);
  const int error = errno;
  if (rt().tracing.on) trace_signal(Operation::handler, nullptr, number);
  if (action.flags & SA_SIGINFO) {
    siginfo_t info{};
    info.si_signo = number;
    reinterpret_cast<void (*)(int, siginfo_t*, void*)>(action.handler)(
        number, &info, nullptr);
  } else {
    reinterpret_cast<void (*)(int)>(action.handler)(number);
  }
  errno = error;
  current->blocked_signals = blocked_before;
}

// One of these that has arrived: it is no longer pending. 0: none.
int take_pending(std::uint64_t set) {
  const std::uint64_t ready = pending_signals() & set;
  if (!ready) return 0;
  const std::uint64_t lowest = ready & -ready;
  std::uint64_t& pending = current->pending_signals & lowest
                               ? current->pending_signals
                               : this_process().signals.pending;
  pending &= ~lowest;
  return std::countr_zero(lowest) + 1;
}

// Returns the flags that all handlers had.
int run_handlers() {
  int flags = ~0;
  Signals& s = this_process().signals;
  while (const int number = take_pending(~current->blocked_signals)) {
    const SignalAction action = s.actions[number];
    if (action.handler == ignored) continue;
    if (action.handler == by_default) {
      if (!(ignored_by_default & signal_bit(number)))
        end_by_signal(this_process(), number);
      continue;
    }
    if (action.flags & static_cast<int>(SA_RESETHAND))
      s.actions[number].handler = by_default;
    flags &= action.flags;
    run_handler(number, action);
  }
  return flags;
}

void wake_who_awaits(const Process& p, std::uint64_t bit) {
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    const Task& t = rt().tasks[i];
    if (t.process == p.index && (t.awaited_signals & bit)) enable(i);
  }
}

}  // namespace

bool valid_signal(int number) {
  return number > 0 && number < static_cast<int>(signal_count);
}

void send_signal(Process& p, int number) {
  if (p.state != ProcessState::running) return;
  const SignalAction& action = p.signals.actions[number];
  const std::uint64_t bit = signal_bit(number);
  if (bit & never_blocked) return end_by_signal(p, number);
  if (action.handler == ignored ||
      (action.handler == by_default && (bit & ignored_by_default)))
    return;
  Task* const t = receiver(p, number);
  if (t && action.handler == by_default) return end_by_signal(p, number);
  p.signals.pending |= bit;
  if (!t) wake_who_awaits(p, bit);
  if (!t || t == current || rt().scheduler.enabled.has(t->index) ||
      !can_be_interrupted(t->operation))
    return;
  t->interrupted = true;
  enable(t->index);
}

void raise_signal(int number, Address site) {
  current->call_site = site;
  const std::uint64_t bit = signal_bit(number);
  if ((current->blocked_signals & bit & ~never_blocked) &&
      this_process().signals.actions[number].handler != ignored) {
    current->pending_signals |= bit;
    return;
  }
  send_signal(this_process(), number);
  handle_signals_if_any();
}

SignalAction change_action(int number, const SignalAction* new_action) {
  SignalAction& action = this_process().signals.actions[number];
  const SignalAction old = action;
  if (new_action && !(signal_bit(number) & never_blocked)) action = *new_action;
  return old;
}

void handle_signals() { run_handlers(); }

bool interrupted_by_signal(bool restartable) {
  Task& me = *current;
  if (!me.interrupted) return false;
  me.interrupted = false;
  const int flags = run_handlers();
  return !(restartable && (flags & SA_RESTART));
}

int take_signal(std::uint64_t set, std::uint64_t deadline, Address site) {
  point(Operation::sleep, nullptr, site);
  for (;;) {
    if (const int number = take_pending(set)) return number;
    if (deadline <= rt().scheduler.now) return -EAGAIN;
    current->awaited_signals = set;
    block(Operation::sleep, nullptr, site, deadline);
    current->awaited_signals = 0;
    if (interrupted_by_signal(false)) return -EINTR;
  }
}

void wait_for_signal(Address site) {
  while (!current->interrupted) {
    point(Operation::sleep, nullptr, site);
    if (pending_signals() & ~current->blocked_signals) break;
    block(Operation::sleep, nullptr, site, no_deadline);
  }
  current->interrupted = false;
  run_handlers();
}

}  // namespace course::runtime
