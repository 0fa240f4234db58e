// expect: deadlock
// test: if f throws, nothing has happened
// Not everything that is thrown is a std::exception.
#pragma once
#include <pthread.h>
#include <sys/mman.h>

#include <cerrno>
#include <exception>
#include <functional>
#include <stdexcept>
#include <system_error>

namespace course {

class SharedValue {
 public:
  explicit SharedValue(long initial = 0) {
    void* p = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
      throw std::system_error(errno, std::generic_category());
    shared_ = static_cast<Shared*>(p);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&shared_->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    shared_->value = initial;
  }
  ~SharedValue() { munmap(shared_, sizeof(Shared)); }
  SharedValue(const SharedValue&) = delete;
  SharedValue& operator=(const SharedValue&) = delete;

  long get() const {
    lock();
    const long value = shared_->value;
    unlock();
    return value;
  }
  void set(long value) {
    lock();
    shared_->value = value;
    unlock();
  }
  long update(const std::function<long(long)>& f) {
    lock();
    long value;
    try {
      value = f(shared_->value);
    } catch (const std::exception&) {
      unlock();
      throw;
    }
    shared_->value = value;
    unlock();
    return value;
  }

 private:
  struct Shared {
    pthread_mutex_t mutex;
    long value;
  };
  void lock() const { pthread_mutex_lock(&shared_->mutex); }
  void unlock() const { pthread_mutex_unlock(&shared_->mutex); }

  Shared* shared_;
};

}  // namespace course
