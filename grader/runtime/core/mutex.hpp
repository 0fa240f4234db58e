// Mutexes, as pthread_mutex_* means them: normal, recursive, error-checking;
// timed.
#pragma once

#include <pthread.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

// Each returns 0 or an errno value like its pthread namesake. `deadline` as in
// Task.
int lock_mutex(pthread_mutex_t*, Address site, std::uint64_t deadline);
int try_lock_mutex(pthread_mutex_t*, Address site);
// pthread_mutex_consistent(3).
int make_mutex_consistent(pthread_mutex_t*);
int unlock_mutex(pthread_mutex_t*, Address site);
int destroy_mutex(pthread_mutex_t*, Address site);

// A pthread_spinlock_t is too small for a handle: its record is found by
// address. Who waits for one is blocked, as for a mutex.
int lock_spin(pthread_spinlock_t*, Address site);
int try_lock_spin(pthread_spinlock_t*, Address site);
int unlock_spin(pthread_spinlock_t*, Address site);

// For condition variables: takes a free mutex, or lets go of one, without a
// point of its own.
SyncObject& mutex_object(pthread_mutex_t*);
// Nobody has it, nor is it promised to another task.
bool mutex_is_free(const SyncObject&, const Task&);
// As protocol::fair_turns.
bool fair_turns();
void take_mutex(SyncObject&, Operation);
void drop_mutex(SyncObject&);

}  // namespace course::runtime
