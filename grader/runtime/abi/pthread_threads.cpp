// pthread_create and what goes with it.
#include <pthread.h>
#include <sched.h>

#include <cerrno>

#include "runtime/abi/abi.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/thread.hpp"
#include "runtime/core/virtual_time.hpp"

using namespace course::runtime;

extern "C" {

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                   void* (*start)(void*), void* argument) {
  if (!inside()) refuse_before_start("pthread_create");
  int state = PTHREAD_CREATE_JOINABLE;
  if (attributes) pthread_attr_getdetachstate(attributes, &state);
  Address handle = 0;
  const int error = create_thread(
      handle, start, argument, state == PTHREAD_CREATE_DETACHED, COURSE_SITE);
  if (error == 0) *thread = handle;
  return error;
}

int pthread_join(pthread_t thread, void** result) {
  return inside() ? join_thread(thread, result, COURSE_SITE, no_deadline)
                  : ESRCH;
}

int pthread_tryjoin_np(pthread_t thread, void** result) {
  if (!inside()) return ESRCH;
  const int error = join_thread(thread, result, COURSE_SITE, 0);
  return error == ETIMEDOUT ? EBUSY : error;
}

int pthread_timedjoin_np(pthread_t thread, void** result, const timespec* t) {
  return inside() ? join_thread(thread, result, COURSE_SITE,
                                deadline_at(CLOCK_REALTIME, *t))
                  : ESRCH;
}

int pthread_clockjoin_np(pthread_t thread, void** result, clockid_t clock,
                         const timespec* t) {
  return inside()
             ? join_thread(thread, result, COURSE_SITE, deadline_at(clock, *t))
             : ESRCH;
}

int pthread_detach(pthread_t thread) {
  return inside() ? detach_thread(thread, COURSE_SITE) : ESRCH;
}

pthread_t pthread_self() noexcept {
  if (inside()) return handle_of(*current);
  Address self;
  asm("mov %%fs:0x10, %0" : "=r"(self));
  return self;
}

void pthread_exit(void* result) {
  if (!inside()) refuse_before_start("pthread_exit");
  exit_thread(result);
}

// A name shows in tools only, and glibc would look into its own kind of handle.
int pthread_setname_np(pthread_t, const char*) noexcept { return 0; }

int sched_yield() noexcept {
  if (inside()) give_way(COURSE_SITE);
  return 0;
}

}  // extern "C"
