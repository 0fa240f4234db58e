// expect: busy-wait
// test: who waits sleeps
// It looks again and again.
#pragma once
#include <sys/mman.h>

#include <atomic>
#include <cerrno>
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
    std::atomic_flag taken;
    long value;
  };
  void lock() const {
    while (shared_->taken.test_and_set()) {
    }
  }
  void unlock() const { shared_->taken.clear(); }

  Shared* shared_;
};

}  // namespace course
