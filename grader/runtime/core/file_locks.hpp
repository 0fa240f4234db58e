// Locks on whole files. Who owns one differs: flock(2) and fcntl(F_OFD_SETLK)
// lock for the open file, which fork and dup share; fcntl(F_SETLK) and lockf
// lock for the process, whatever thread of it calls. Owners do not exclude
// themselves; locks of flock and those of fcntl do not exclude each other.
#pragma once

#include "runtime/core/descriptors.hpp"

namespace course::runtime {

// `flock`: the open file, too.
enum class LockOwner : std::uint8_t { flock, open_file, process };
enum class LockKind : std::uint8_t { none, shared, exclusive };

// Sets what that owner has of the descriptor's file; `none` gives it back.
// Returns 0 or minus an errno value (EBADF; EINVAL: it is no file; EWOULDBLOCK
// without `may_wait`; EINTR).
int lock_file(int descriptor, LockKind, LockOwner, bool may_wait, Address site);
// Whether it could be had now; -EBADF, -EINVAL.
int can_lock_file(int descriptor, LockKind, LockOwner, Address site);

// A process closes a descriptor of that file, the last one or not.
void release_file_locks(const OpenFile&, const Process&, bool last);
void begin_file_locks();

}  // namespace course::runtime
