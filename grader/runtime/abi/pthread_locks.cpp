// pthread mutexes, reader/writer locks, once.
#include <pthread.h>

#include "runtime/abi/abi.hpp"
#include "runtime/core/mutex.hpp"
#include "runtime/core/once.hpp"
#include "runtime/core/shared_mutex.hpp"
#include "runtime/core/virtual_time.hpp"

using namespace course::runtime;

static bool of_program(const void* guard) {
  return reinterpret_cast<Address>(guard) < library_code;
}

extern "C" {

// Outside schedules there is one thread, so every lock is free.
int pthread_mutex_lock(pthread_mutex_t* m) noexcept(false) {
  return inside() ? lock_mutex(m, COURSE_SITE, no_deadline) : 0;
}
int pthread_mutex_trylock(pthread_mutex_t* m) noexcept {
  return inside() ? try_lock_mutex(m, COURSE_SITE) : 0;
}
int pthread_mutex_timedlock(pthread_mutex_t* m, const timespec* t) noexcept {
  return inside() ? lock_mutex(m, COURSE_SITE, deadline_at(CLOCK_REALTIME, *t))
                  : 0;
}
int pthread_mutex_clocklock(pthread_mutex_t* m, clockid_t clock,
                            const timespec* t) noexcept {
  return inside() ? lock_mutex(m, COURSE_SITE, deadline_at(clock, *t)) : 0;
}
int pthread_mutex_unlock(pthread_mutex_t* m) noexcept {
  return inside() ? unlock_mutex(m, COURSE_SITE) : 0;
}
int pthread_mutex_consistent(pthread_mutex_t* m) noexcept {
  return inside() ? make_mutex_consistent(m) : 0;
}
int pthread_mutex_destroy(pthread_mutex_t* m) noexcept {
  return inside() ? destroy_mutex(m, COURSE_SITE) : 0;
}

int pthread_spin_init(pthread_spinlock_t*, int) noexcept { return 0; }
int pthread_spin_destroy(pthread_spinlock_t*) noexcept { return 0; }
int pthread_spin_lock(pthread_spinlock_t* l) noexcept {
  return inside() ? lock_spin(l, COURSE_SITE) : 0;
}
int pthread_spin_trylock(pthread_spinlock_t* l) noexcept {
  return inside() ? try_lock_spin(l, COURSE_SITE) : 0;
}
int pthread_spin_unlock(pthread_spinlock_t* l) noexcept {
  return inside() ? unlock_spin(l, COURSE_SITE) : 0;
}

int pthread_rwlock_rdlock(pthread_rwlock_t* l) noexcept {
  return inside() ? read_lock_shared_mutex(l, COURSE_SITE, no_deadline) : 0;
}
int pthread_rwlock_tryrdlock(pthread_rwlock_t* l) noexcept {
  return inside() ? try_read_lock_shared_mutex(l, COURSE_SITE) : 0;
}
int pthread_rwlock_timedrdlock(pthread_rwlock_t* l,
                               const timespec* t) noexcept {
  return inside() ? read_lock_shared_mutex(l, COURSE_SITE,
                                           deadline_at(CLOCK_REALTIME, *t))
                  : 0;
}
int pthread_rwlock_clockrdlock(pthread_rwlock_t* l, clockid_t clock,
                               const timespec* t) noexcept {
  return inside()
             ? read_lock_shared_mutex(l, COURSE_SITE, deadline_at(clock, *t))
             : 0;
}
int pthread_rwlock_wrlock(pthread_rwlock_t* l) noexcept {
  return inside() ? lock_shared_mutex(l, COURSE_SITE, no_deadline) : 0;
}
int pthread_rwlock_trywrlock(pthread_rwlock_t* l) noexcept {
  return inside() ? try_lock_shared_mutex(l, COURSE_SITE) : 0;
}
int pthread_rwlock_timedwrlock(pthread_rwlock_t* l,
                               const timespec* t) noexcept {
  return inside() ? lock_shared_mutex(l, COURSE_SITE,
                                      deadline_at(CLOCK_REALTIME, *t))
                  : 0;
}
int pthread_rwlock_clockwrlock(pthread_rwlock_t* l, clockid_t clock,
                               const timespec* t) noexcept {
  return inside() ? lock_shared_mutex(l, COURSE_SITE, deadline_at(clock, *t))
                  : 0;
}
int pthread_rwlock_unlock(pthread_rwlock_t* l) noexcept {
  return inside() ? unlock_shared_mutex(l, COURSE_SITE) : 0;
}
int pthread_rwlock_destroy(pthread_rwlock_t* l) noexcept {
  return inside() ? destroy_shared_mutex(l, COURSE_SITE) : 0;
}

int pthread_once(pthread_once_t* control, void (*function)()) noexcept(false) {
  // What libraries do once for themselves (the unwinder, locales) is no step of
  // the program: a trace would depend on what this process ran before.
  if (inside() && COURSE_SITE < library_code)
    return call_once(control, function, COURSE_SITE);
  if (*control != 2) {
    function();
    *control = 2;
  }
  return 0;
}

// Statics with a guard; the compiler's own first look at the guard is an atomic
// load. Those of libraries are initialised once a process and no step, as
// above.
int __cxa_guard_acquire(std::uint64_t* guard) {
  if (inside() && of_program(guard)) return acquire_guard(guard, COURSE_SITE);
  return *reinterpret_cast<char*>(guard) == 0;
}
void __cxa_guard_release(std::uint64_t* guard) noexcept {
  if (inside() && of_program(guard)) return release_guard(guard);
  *reinterpret_cast<char*>(guard) = 1;
}
void __cxa_guard_abort(std::uint64_t* guard) noexcept {
  if (inside() && of_program(guard)) abort_guard(guard);
}

}  // extern "C"
