// Signals between the processes of a schedule: signal(7). None of them is the
// machine's. A handler runs on the stack of the first thread that does not
// block the signal, when that is about to do its next synchronisation
// operation; a call that may wait long (read, write, waitpid, poll, sleep) is
// interrupted by it. Several signals of one number that are not handled yet are
// one.
#pragma once

#include <csignal>

#include "runtime/core/state.hpp"

namespace course::runtime {

constexpr std::uint64_t signal_bit(int number) {
  return std::uint64_t{1} << (number - 1);
}

// kill(2) to a process of this schedule. May end it, also the current one; the
// end of process 1 is a `crash`.
void send_signal(Process&, int number);
// The same as a step, at a point: kill(2) to a process that is not reaped, and
// pidfd_send_signal(2). Returns 0 or minus an errno value.
int signal_process(Process&, int number);
int signal_process_of(int descriptor, int number, Address site);
// As raise(3), to the current thread: handled on return, unless it is blocked.
void raise_signal(int number, Address site);

bool valid_signal(int number);
// sigaction(2); `new_action` may be null.
SignalAction change_action(int number, const SignalAction* new_action);

// Those that have arrived for the current task or for its process.
inline std::uint64_t pending_signals() {
  return rt().processes.at[current->process].signals.pending |
         current->pending_signals;
}
// Some of them are not blocked.
inline bool signals_wait() {
  return pending_signals() & ~current->blocked_signals;
}

// At the beginning of a point: runs the handlers of what has arrived. False:
// nothing of it has one.
bool handle_signals();
inline void handle_signals_if_any() {
  if (pending_signals()) handle_signals();
}

// The current task has been waiting and was let go on because of a signal: runs
// its handler, if another thread has not. True: the call must return EINTR.
bool interrupted_by_signal(bool restartable);

// pause(2), and sigsuspend(2) with its mask.
void wait_for_signal(Address site);
// sigtimedwait(2): takes one of `set`, which are blocked. Returns its number,
// -EAGAIN if the time is up, or -EINTR.
int take_signal(std::uint64_t set, std::uint64_t deadline, Address site);

}  // namespace course::runtime
