// Condition variables. A wait is woken by a notification or its deadline, never
// without reason (unless that fault is allowed), and goes on only when it has
// its mutex again.
#pragma once

#include <pthread.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

int wait_condition(pthread_cond_t*, pthread_mutex_t*, Address site,
                   std::uint64_t deadline);
int notify_one_condition(pthread_cond_t*, Address site);
int notify_all_condition(pthread_cond_t*, Address site);
int destroy_condition(pthread_cond_t*, Address site);

}  // namespace course::runtime
