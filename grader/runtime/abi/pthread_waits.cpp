// pthread condition variables, semaphores, barriers, and the futex system call.
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdarg>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
#include "runtime/abi/results.hpp"
#include "runtime/core/barrier.hpp"
#include "runtime/core/condition.hpp"
#include "runtime/core/descriptors.hpp"
#include "runtime/core/futex.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/semaphore.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/thread.hpp"
#include "runtime/core/virtual_time.hpp"
#include "runtime/core/world.hpp"

using namespace course::runtime;

namespace {

// glibc keeps the clock of pthread_condattr_setclock in bit 1 of this word.
clockid_t clock_of(const pthread_cond_t* c) {
  return c->__data.__wrefs & 2 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

int with_errno(int error) {
  if (error == 0) return 0;
  errno = error;
  return -1;
}

// A deadline whose nanoseconds were added up and not carried over is none.
bool valid(const timespec& t) {
  return t.tv_nsec >= 0 && t.tv_nsec < 1'000'000'000;
}

long futex(std::uint32_t* word, int operation, std::uint32_t value,
           const timespec* t, Address site) {
  const int command = operation & FUTEX_CMD_MASK;
  const bool private_ = operation & FUTEX_PRIVATE_FLAG;
  const clockid_t clock =
      operation & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC;
  switch (command) {
    case FUTEX_WAIT: {
      const std::uint64_t deadline =
          t ? deadline_in(static_cast<std::uint64_t>(t->tv_sec) *
                              1'000'000'000u +
                          static_cast<std::uint64_t>(t->tv_nsec))
            : no_deadline;
      return with_errno(wait_futex(word, value, private_, site, deadline));
    }
    case FUTEX_WAIT_BITSET:
      return with_errno(wait_futex(word, value, private_, site,
                                   t ? deadline_at(clock, *t) : no_deadline));
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET:
      return wake_futex(word, value, private_, site);
    default:
      return with_errno(ENOSYS);
  }
}

}  // namespace

extern "C" {

int pthread_cond_wait(pthread_cond_t* c, pthread_mutex_t* m) {
  return inside() ? wait_condition(c, m, COURSE_SITE, no_deadline) : 0;
}
int pthread_cond_timedwait(pthread_cond_t* c, pthread_mutex_t* m,
                           const timespec* t) {
  if (!valid(*t)) return EINVAL;
  return inside()
             ? wait_condition(c, m, COURSE_SITE, deadline_at(clock_of(c), *t))
             : ETIMEDOUT;
}
int pthread_cond_clockwait(pthread_cond_t* c, pthread_mutex_t* m,
                           clockid_t clock, const timespec* t) {
  if (!valid(*t)) return EINVAL;
  return inside() ? wait_condition(c, m, COURSE_SITE, deadline_at(clock, *t))
                  : ETIMEDOUT;
}
int pthread_cond_signal(pthread_cond_t* c) noexcept {
  return inside() ? notify_one_condition(c, COURSE_SITE) : 0;
}
int pthread_cond_broadcast(pthread_cond_t* c) noexcept {
  return inside() ? notify_all_condition(c, COURSE_SITE) : 0;
}
int pthread_cond_destroy(pthread_cond_t* c) noexcept {
  return inside() ? destroy_condition(c, COURSE_SITE) : 0;
}

int sem_init(sem_t* s, int process_shared, unsigned value) noexcept {
  return with_errno(init_semaphore(s, process_shared != 0, value));
}
int sem_wait(sem_t* s) {
  return with_errno(acquire_semaphore(s, COURSE_SITE, no_deadline));
}
int sem_trywait(sem_t* s) noexcept {
  return with_errno(try_acquire_semaphore(s, COURSE_SITE));
}
int sem_timedwait(sem_t* s, const timespec* t) {
  if (!valid(*t)) return with_errno(EINVAL);
  return with_errno(
      acquire_semaphore(s, COURSE_SITE, deadline_at(CLOCK_REALTIME, *t)));
}
int sem_clockwait(sem_t* s, clockid_t clock, const timespec* t) {
  if (!valid(*t)) return with_errno(EINVAL);
  return with_errno(acquire_semaphore(s, COURSE_SITE, deadline_at(clock, *t)));
}
int sem_post(sem_t* s) noexcept {
  return with_errno(release_semaphore(s, COURSE_SITE));
}
int sem_getvalue(sem_t* s, int* value) noexcept {
  return *value = semaphore_value(s), 0;
}
int sem_destroy(sem_t* s) noexcept {
  return inside() ? with_errno(destroy_semaphore(s, COURSE_SITE)) : 0;
}

int pthread_barrier_init(pthread_barrier_t* b, const pthread_barrierattr_t* a,
                         unsigned count) noexcept {
  int process_shared = PTHREAD_PROCESS_PRIVATE;
  if (a) pthread_barrierattr_getpshared(a, &process_shared);
  return init_barrier(b, process_shared == PTHREAD_PROCESS_SHARED, count);
}
int pthread_barrier_wait(pthread_barrier_t* b) noexcept {
  return inside() ? arrive_at_barrier(b, COURSE_SITE) : EINVAL;
}
int pthread_barrier_destroy(pthread_barrier_t* b) noexcept {
  return inside() ? destroy_barrier(b, COURSE_SITE) : 0;
}

long syscall(long number, ...) noexcept {
  va_list list;
  va_start(list, number);
  long a[6];
  for (long& v : a) v = va_arg(list, long);
  va_end(list);
  if (inside()) {
    if (number == SYS_futex)
      return futex(reinterpret_cast<std::uint32_t*>(a[0]),
                   static_cast<int>(a[1]), static_cast<std::uint32_t>(a[2]),
                   reinterpret_cast<const timespec*>(a[3]), COURSE_SITE);
    if (number == SYS_pidfd_open)
      return result_of(open_process(static_cast<pid_t>(a[0]), COURSE_SITE));
    if (number == SYS_pidfd_send_signal)
      return result_of(signal_process_of(static_cast<int>(a[0]),
                                         static_cast<int>(a[1]), COURSE_SITE));
    if (number == SYS_gettid) return world_tid();
    if (number == SYS_getpid) return pid_of(this_process());
    if (refuses_system_call(number)) refuse_system_call(number);
  }
  return result_of(raw_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]));
}

}  // extern "C"
