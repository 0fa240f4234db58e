#pragma once
#include <pthread.h>
#include <sys/mman.h>

#include <cerrno>
#include <functional>
#include <stdexcept>
#include <system_error>

namespace course {

// Python's multiprocessing.Value('l', 0) with its lock.
class SharedValue {
 public:
  explicit SharedValue(long initial = 0);
  ~SharedValue();
  SharedValue(const SharedValue&) = delete;
  SharedValue& operator=(const SharedValue&) = delete;

  long get() const;
  void set(long value);
  // value = f(value) as one step among all processes; returns the new value.
  // If f throws, nothing changes and the exception goes on.
  long update(const std::function<long(long)>& f);

 private:
  // The lock lies beside what it guards: a member of SharedValue would be
  // copied by fork, and then each process had a lock of its own.
  struct Shared {
    pthread_mutex_t mutex;
    long value;  // guarded by mutex
  };

  // Unlocks at the end of the scope, also if f throws.
  class Guard {
   public:
    explicit Guard(Shared* s) : s_(s) { check(pthread_mutex_lock(&s_->mutex)); }
    ~Guard() { pthread_mutex_unlock(&s_->mutex); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    Shared* s_;
  };

  // pthread functions return the error and leave errno alone.
  static void check(int error) {
    if (error != 0) throw std::system_error(error, std::generic_category());
  }

  Shared* s_;
};

inline SharedValue::SharedValue(long initial) {
  void* at = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), "mmap");
  s_ = static_cast<Shared*>(at);
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  // Without this, who waits is woken by its own process only.
  pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  const int error = pthread_mutex_init(&s_->mutex, &a);
  pthread_mutexattr_destroy(&a);
  if (error != 0) {
    munmap(s_, sizeof(Shared));
    check(error);
  }
  s_->value = initial;
}

// The mutex is not destroyed: there is one for all, and a child's destructor
// runs, too. The last one to unmap it is the last one to use it.
inline SharedValue::~SharedValue() { munmap(s_, sizeof(Shared)); }

inline long SharedValue::get() const {
  Guard guard(s_);
  return s_->value;
}

inline void SharedValue::set(long value) {
  Guard guard(s_);
  s_->value = value;
}

inline long SharedValue::update(const std::function<long(long)>& f) {
  // From the read to the write under one lock: with get() and set() somebody
  // could come in between.
  Guard guard(s_);
  return s_->value = f(s_->value);
}

}  // namespace course
