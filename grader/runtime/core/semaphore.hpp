// Counting semaphores (sem_t, and std::counting_semaphore, which is compiled to
// use it).
#pragma once

#include <semaphore.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

// Each returns 0 or an errno value.
int init_semaphore(sem_t*, bool process_shared, unsigned value);
int acquire_semaphore(sem_t*, Address site, std::uint64_t deadline);
int try_acquire_semaphore(sem_t*, Address site);
int release_semaphore(sem_t*, Address site);
int semaphore_value(sem_t*);
int destroy_semaphore(sem_t*, Address site);

}  // namespace course::runtime
