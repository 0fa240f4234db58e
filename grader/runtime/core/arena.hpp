// The heap of a schedule: a bump allocator at a fixed address, empty again at
// the start of each schedule. Freed memory is not used again within one, and
// every block has red zones, so an access outside a live block is always seen.
//
// But then a pointer never equals one to an object that is gone, and a
// compare-exchange that relies on it (the ABA problem) always fails as it
// should. So blocks whose address a compare-exchange saw may be used again once
// they are freed, as an injected fault.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// Like malloc; null if the arena is full. `alignment` is a power of two. The
// bytes are filled with 0xbe.
void* arena_allocate(std::size_t size, std::size_t alignment);
// The same for the program, called at `site`: a step of the trace if that is
// wanted, and freed memory may be used again.
void* program_allocate(std::size_t size, std::size_t alignment, Address site);
// A compare-exchange compares or stores this value, perhaps a pointer (with
// some bits of its own in it).
void note_compared(std::uint64_t);
// Like free, for a pointer into the arena. Fails with `lifetime` if it does not
// point to a live block.
void arena_free(void*, Address site);
std::size_t arena_size_of(const void*);
// Null if all bytes are alive, else what is wrong.
const char* dead_in_arena(Address, std::size_t size);
// What is handed out from here on belongs to other processes than the one that
// goes on now.
void mark_foreign(Address from);
// Empties it, down to what static initialisers allocated, which is put back to
// its first bytes.
void reset_arena();

// Allocation by a static initialiser, before the first schedule.
void* static_allocate(std::size_t size, std::size_t alignment);
bool static_phase();
// Static initialisers are done: from here on their memory is the first state of
// each schedule.
void end_static_phase();

// Memory that may be freed by another thread than those that use it without
// visible synchronisation: exception objects, counted in uninstrumented library
// code.
void arena_mark_library_owned(void*);

}  // namespace course::runtime
