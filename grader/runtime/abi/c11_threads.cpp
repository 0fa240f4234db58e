// C11 <threads.h>: glibc's own versions call the pthread functions where
// nobody can intercept them. mtx_t, cnd_t and tss_t are the pthread types by
// another name (glibc, nptl/thrd_priv.h).
#include <pthread.h>
#include <threads.h>
#include <time.h>

#include <cerrno>
#include <cstdint>

#include "runtime/abi/abi.hpp"
#include "runtime/core/condition.hpp"
#include "runtime/core/mutex.hpp"
#include "runtime/core/once.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/thread.hpp"
#include "runtime/core/thread_keys.hpp"
#include "runtime/core/virtual_time.hpp"

using namespace course::runtime;

#define COURSE_NEEDS_SCHEDULE \
  if (!inside()) refuse_before_start(__func__);

namespace {

int result_of(int error) {
  switch (error) {
    case 0:
      return thrd_success;
    case ENOMEM:
      return thrd_nomem;
    case ETIMEDOUT:
      return thrd_timedout;
    case EBUSY:
      return thrd_busy;
    default:
      return thrd_error;
  }
}

pthread_mutex_t* real(mtx_t* m) {
  return reinterpret_cast<pthread_mutex_t*>(m);
}
std::uint64_t nanoseconds(const timespec& t) {
  return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(t.tv_nsec);
}

pthread_cond_t* real(cnd_t* c) { return reinterpret_cast<pthread_cond_t*>(c); }

}  // namespace

extern "C" {

// A function that returns int is called as one that returns a pointer: the
// result register is the same, and only its low half is read by thrd_join.
int thrd_create(thrd_t* thread, thrd_start_t start, void* argument) {
  COURSE_NEEDS_SCHEDULE
  Address handle = 0;
  const int error =
      create_thread(handle, reinterpret_cast<void* (*)(void*)>(start), argument,
                    false, COURSE_SITE);
  *thread = handle;
  return error == EAGAIN ? thrd_nomem : result_of(error);
}
int thrd_join(thrd_t thread, int* result) {
  COURSE_NEEDS_SCHEDULE
  void* value = nullptr;
  const int error = join_thread(thread, &value, COURSE_SITE, no_deadline);
  if (result) *result = static_cast<int>(reinterpret_cast<intptr_t>(value));
  return result_of(error);
}
int thrd_detach(thrd_t thread) {
  COURSE_NEEDS_SCHEDULE
  return result_of(detach_thread(thread, COURSE_SITE));
}
thrd_t thrd_current() { return pthread_self(); }
int thrd_equal(thrd_t a, thrd_t b) { return a == b; }
void thrd_yield() {
  if (inside()) give_way(COURSE_SITE);
}
void thrd_exit(int result) {
  pthread_exit(reinterpret_cast<void*>(static_cast<intptr_t>(result)));
}
int thrd_sleep(const timespec* time, timespec* left) {
  COURSE_NEEDS_SCHEDULE
  sleep_until(deadline_in(nanoseconds(*time)), COURSE_SITE);
  if (left) *left = {0, 0};
  return 0;
}

int mtx_init(mtx_t* m, int type) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  if (type & mtx_recursive)
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
  const int error = pthread_mutex_init(real(m), &attributes);
  pthread_mutexattr_destroy(&attributes);
  return result_of(error);
}
void mtx_destroy(mtx_t* m) {
  if (inside()) destroy_mutex(real(m), COURSE_SITE);
}
int mtx_lock(mtx_t* m) {
  COURSE_NEEDS_SCHEDULE
  return result_of(lock_mutex(real(m), COURSE_SITE, no_deadline));
}
int mtx_trylock(mtx_t* m) {
  COURSE_NEEDS_SCHEDULE
  return result_of(try_lock_mutex(real(m), COURSE_SITE));
}
int mtx_timedlock(mtx_t* m, const timespec* t) {
  COURSE_NEEDS_SCHEDULE
  return result_of(
      lock_mutex(real(m), COURSE_SITE, deadline_at(CLOCK_REALTIME, *t)));
}
int mtx_unlock(mtx_t* m) {
  COURSE_NEEDS_SCHEDULE
  return result_of(unlock_mutex(real(m), COURSE_SITE));
}

int cnd_init(cnd_t* c) {
  return result_of(pthread_cond_init(real(c), nullptr));
}
void cnd_destroy(cnd_t* c) {
  if (inside()) destroy_condition(real(c), COURSE_SITE);
}
int cnd_signal(cnd_t* c) {
  COURSE_NEEDS_SCHEDULE
  return result_of(notify_one_condition(real(c), COURSE_SITE));
}
int cnd_broadcast(cnd_t* c) {
  COURSE_NEEDS_SCHEDULE
  return result_of(notify_all_condition(real(c), COURSE_SITE));
}
int cnd_wait(cnd_t* c, mtx_t* m) {
  COURSE_NEEDS_SCHEDULE
  return result_of(wait_condition(real(c), real(m), COURSE_SITE, no_deadline));
}
int cnd_timedwait(cnd_t* c, mtx_t* m, const timespec* t) {
  COURSE_NEEDS_SCHEDULE
  return result_of(wait_condition(real(c), real(m), COURSE_SITE,
                                  deadline_at(CLOCK_REALTIME, *t)));
}

int tss_create(tss_t* key, tss_dtor_t destructor) {
  return result_of(make_key(*key, destructor, COURSE_SITE));
}
void tss_delete(tss_t key) { delete_key(key); }
void* tss_get(tss_t key) { return key_value(key); }
int tss_set(tss_t key, void* value) {
  return result_of(set_key_value(key, value));
}

void call_once(once_flag* flag, void (*function)()) {
  COURSE_NEEDS_SCHEDULE
  course::runtime::call_once(reinterpret_cast<pthread_once_t*>(flag), function,
                             COURSE_SITE);
}

}  // extern "C"
