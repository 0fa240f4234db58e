// expect: data-race
// test: no update is lost, and each calls f once
// fork copies the mutex: each process locks its own.
#pragma once
#include <pthread.h>
#include <sys/mman.h>

#include <cerrno>
#include <functional>
#include <mutex>
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
    } catch (...) {
      unlock();
      throw;
    }
    shared_->value = value;
    unlock();
    return value;
  }

 private:
  struct Shared {
    long value;
  };
  void lock() const { mutex_.lock(); }
  void unlock() const { mutex_.unlock(); }

  Shared* shared_;
  mutable std::mutex mutex_;
};

}  // namespace course
