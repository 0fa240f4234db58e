// pthread barriers. (std::barrier and std::latch are made of atomics.)
#pragma once

#include <pthread.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

int init_barrier(pthread_barrier_t*, bool process_shared, unsigned count);
int arrive_at_barrier(pthread_barrier_t*, Address site);
int destroy_barrier(pthread_barrier_t*, Address site);

}  // namespace course::runtime
