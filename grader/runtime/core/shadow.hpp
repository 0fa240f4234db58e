// The race detector and the check for accesses outside live objects.
//
// Happens-before with vector clocks, in the manner of FastTrack (Flanagan,
// Freund, PLDI 2009): a cell per 8-byte granule keeps, byte-accurately, the
// accesses that a later one could still race with. An access replaces the
// earlier ones that it covers (same bytes, at least as strong, ordered before
// it); nothing is ever evicted otherwise, so no race between recorded accesses
// is missed.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

enum class AccessKind : std::uint8_t { read, write, atomic_read, atomic_write };

// An instrumented access of the current task, of at most 16 bytes; `frame` is
// the frame address of the callback, below which this task's stack is dead.
void access(Address, unsigned size, AccessKind, Address site, Address frame);
// The same for a range of any length.
void access_range(Address, std::size_t size, AccessKind, Address site,
                  Address frame);

// The same for a block of the arena that is about to be freed. Nobody can come
// after that, so it is not kept.
void access_by_free(Address block, std::size_t size, Address site);

// New objects lie there: nothing races with what was before.
void forget_accesses(Address, std::size_t size);

// Fails with `lifetime` unless all bytes are part of live objects; for
// synchronisation objects.
void check_alive(Address, std::size_t size, ObjectKind);

// Once, before the first schedule; [data_begin, data_end) is the executable's
// writable data.
void start_shadow(Address data_begin, Address data_end, Address text_end);
void reset_shadow();

struct ShadowState {
  Address data_begin, data_end, text_end;
  std::uint32_t overflow_used;
  std::uint32_t other_used;
};
extern ShadowState shadow;

inline Address data_begin() { return shadow.data_begin; }
inline Address data_end() { return shadow.data_end; }
// Lies in a global variable.
inline bool in_data(Address a) { return a >= data_begin() && a < data_end(); }

}  // namespace course::runtime
