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
// To the calling thread, as raise(3): handled on return, or pending for this
// thread while it is blocked.
void raise_signal(int number, Address site);

bool valid_signal(int number);
// sigaction(2); `new_action` may be null.
SignalAction change_action(int number, const SignalAction* new_action);

// At the beginning of a point: runs the handlers of what has arrived.
void handle_signals();
// What has arrived for the current thread, blocked or not.
inline std::uint64_t pending_signals() {
  return rt().processes.at[current->process].signals.pending |
         current->pending_signals;
}
inline void handle_signals_if_any() {
  if (pending_signals()) handle_signals();
}

// The current task has been waiting and was let go on because of a signal: runs
// its handler. True: the call must return EINTR.
bool interrupted_by_signal(bool restartable);

// sigtimedwait(2): takes one of these away, unhandled; its number, or minus an
// errno value.
int take_signal(std::uint64_t set, std::uint64_t deadline, Address site);

// pause(2), and sigsuspend(2) with its mask.
void wait_for_signal(Address site);

}  // namespace course::runtime
