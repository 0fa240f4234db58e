#include "runtime/core/signals.hpp"

#include <cerrno>

#include "runtime/core/descriptors.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr std::uint64_t never_handled =
    signal_bit(SIGKILL) | signal_bit(SIGSTOP);
// Stopped processes are not modelled, so those that stop are among them.
constexpr std::uint64_t ignored_by_default =
    signal_bit(SIGCHLD) | signal_bit(SIGURG) | signal_bit(SIGWINCH) |
    signal_bit(SIGCONT) | signal_bit(SIGSTOP) | signal_bit(SIGTSTP) |
    signal_bit(SIGTTIN) | signal_bit(SIGTTOU);

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

bool can_be_interrupted(const Task& t) {
  switch (t.operation) {
    case Operation::receive:
    case Operation::send:
    case Operation::wait_child:
    case Operation::poll:
    case Operation::sleep:
    case Operation::acquire:
      return true;
    default:
      return t.waits_for && t.waits_for->kind == ObjectKind::file_lock;
  }
}

bool is_dropped(const SignalAction& action, std::uint64_t bit) {
  return action.handler == ignored ||
         (action.handler == by_default && (bit & ignored_by_default));
}

// The thread that waits for just this one, best one that no other signal has
// let go on; null: none.
Task* taker(const Process& p, int number) {
  Task* found = nullptr;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    Task& t = rt().tasks[i];
    if (t.process != p.index || !(t.awaited_signals & signal_bit(number)))
      continue;
    if (!rt().scheduler.enabled.has(i)) return &t;
    if (!found) found = &t;
  }
  return found;
}

// The thread that will handle it, best one that can do so soon; null: all block
// it.
Task* receiver(const Process& p, int number) {
  Task* found = nullptr;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    Task& t = rt().tasks[i];
    if (t.process != p.index || t.state == TaskState::ended ||
        t.blocked_signals & signal_bit(number))
      continue;
    if (rt().scheduler.enabled.has(i) || can_be_interrupted(t)) return &t;
    if (!found) found = &t;
  }
  return found;
}

void end_by_signal(Process& p, int number) {
  if (p.index == 0) {
    Message m;
    m << "it is ended by " << name_of(number);
    note_end(Operation::exit, nullptr, current->call_site);
    note_culprit(Operation::exit, current->call_site);
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

// Of those in `set` that the current thread can take, the lowest; 0: none.
int next_signal(std::uint64_t set) {
  std::uint64_t& own = current->pending_signals;
  std::uint64_t& common = this_process().signals.pending;
  const std::uint64_t ready = pending_signals() & set;
  if (!ready) return 0;
  const int number = std::countr_zero(ready) + 1;
  (own & signal_bit(number) ? own : common) &= ~signal_bit(number);
  return number;
}

struct Handled {
  bool any = false;
  int flags = ~0;  // that all handlers had
};

Handled run_handlers() {
  Handled handled;
  Signals& s = this_process().signals;
  while (const int number = next_signal(~current->blocked_signals)) {
    const SignalAction action = s.actions[number];
    if (action.handler == ignored) continue;
    if (action.handler == by_default) {
      if (!(ignored_by_default & signal_bit(number)))
        end_by_signal(this_process(), number);
      continue;
    }
    if (action.flags & static_cast<int>(SA_RESETHAND))
      s.actions[number].handler = by_default;
    handled.any = true;
    handled.flags &= action.flags;
    run_handler(number, action);
  }
  return handled;
}

}  // namespace

bool valid_signal(int number) {
  return number > 0 && number < static_cast<int>(signal_count);
}

void send_signal(Process& p, int number) {
  keep_apart();
  if (p.state != ProcessState::running) return;
  const SignalAction& action = p.signals.actions[number];
  const std::uint64_t bit = signal_bit(number);
  if (number == SIGKILL) return end_by_signal(p, number);
  if (Task* const t = taker(p, number)) {
    p.signals.pending |= bit;
    t->interrupted = true;
    return enable(t->index);
  }
  Task* const t = receiver(p, number);
  if (t && is_dropped(action, bit)) return;  // blocked ones are kept
  if (t && action.handler == by_default) return end_by_signal(p, number);
  p.signals.pending |= bit;
  if (!t || t == current || rt().scheduler.enabled.has(t->index) ||
      !can_be_interrupted(*t))
    return;
  t->interrupted = true;
  enable(t->index);
}

int signal_process(Process& p, int number) {
  if (number == 0) return 0;
  if (!valid_signal(number)) return -EINVAL;
  if (rt().tracing.on) trace_signal(Operation::signal, p.ending, number);
  send_signal(p, number);
  handle_signals_if_any();
  return 0;
}

int signal_process_of(int descriptor, int number, Address site) {
  point(Operation::signal, nullptr, site);
  const OpenFile* const f = find_file(descriptor);
  if (!f || !f->process) return -EBADF;
  if (f->process->state == ProcessState::reaped) return -ESRCH;
  return signal_process(*f->process, number);
}

void raise_signal(int number, Address site) {
  keep_apart();
  Task& me = *current;
  me.call_site = site;
  Process& p = this_process();
  const SignalAction& action = p.signals.actions[number];
  const std::uint64_t bit = signal_bit(number);
  if (number == SIGKILL) return end_by_signal(p, number);
  if (is_dropped(action, bit) && !(me.blocked_signals & bit)) return;
  me.pending_signals |= bit;
  handle_signals_if_any();
}

SignalAction change_action(int number, const SignalAction* new_action) {
  if (inside()) keep_apart();
  SignalAction& action = this_process().signals.actions[number];
  const SignalAction old = action;
  const std::uint64_t bit = signal_bit(number);
  if (!new_action || (bit & never_handled)) return old;
  action = *new_action;
  if (!is_dropped(action, bit)) return old;
  // sigaction(2): with that, what has arrived is gone, blocked or not.
  this_process().signals.pending &= ~bit;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i)
    if (rt().tasks[i].process == current->process)
      rt().tasks[i].pending_signals &= ~bit;
  return old;
}

bool handle_signals() { return run_handlers().any; }

bool interrupted_by_signal(bool restartable) {
  Task& me = *current;
  if (!me.interrupted) return false;
  me.interrupted = false;
  const Handled handled = run_handlers();
  return handled.any && !(restartable && (handled.flags & SA_RESTART));
}

void wait_for_signal(Address site) {
  do {
    while (!current->interrupted) {
      point(Operation::sleep, nullptr, site);
      if (signals_wait()) break;
      block(Operation::sleep, nullptr, site, no_deadline);
    }
    current->interrupted = false;
  } while (!run_handlers().any);
}

int take_signal(std::uint64_t set, std::uint64_t deadline, Address site) {
  Task& me = *current;
  point(Operation::sleep, nullptr, site);
  for (;;) {
    if (const int number = next_signal(set)) return progress(), number;
    if (signals_wait() && handle_signals()) return -EINTR;
    if (deadline <= rt().scheduler.now) return -EAGAIN;
    me.awaited_signals = set;
    block(Operation::sleep, nullptr, site, deadline);
    me.awaited_signals = 0;
    me.interrupted = false;
  }
}

}  // namespace course::runtime
