// Reader/writer locks (pthread_rwlock_t, std::shared_mutex). As in glibc's
// default, readers do not wait for waiting writers.
#pragma once

#include <pthread.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

int lock_shared_mutex(pthread_rwlock_t*, Address site, std::uint64_t deadline);
int try_lock_shared_mutex(pthread_rwlock_t*, Address site);
int read_lock_shared_mutex(pthread_rwlock_t*, Address site,
                           std::uint64_t deadline);
int try_read_lock_shared_mutex(pthread_rwlock_t*, Address site);
int unlock_shared_mutex(pthread_rwlock_t*, Address site);
int destroy_shared_mutex(pthread_rwlock_t*, Address site);

}  // namespace course::runtime
