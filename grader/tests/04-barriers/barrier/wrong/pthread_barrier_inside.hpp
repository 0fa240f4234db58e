// expect: forbidden
// The barrier of POSIX, which has a leader already.
#pragma once

#include <pthread.h>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) { pthread_barrier_init(&inner_, nullptr, n); }
  ~Barrier() { pthread_barrier_destroy(&inner_); }

  bool arrive_and_wait() {
    return pthread_barrier_wait(&inner_) == PTHREAD_BARRIER_SERIAL_THREAD;
  }

 private:
  pthread_barrier_t inner_;
};

}  // namespace course
