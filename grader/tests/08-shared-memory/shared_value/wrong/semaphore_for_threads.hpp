// expect: crash
// test: the parent reads what a child has set
// pshared is 0.
#pragma once
#include <semaphore.h>
#include <sys/mman.h>

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
    sem_init(&shared_->semaphore, 0, 1);
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
    sem_t semaphore;
    long value;
  };
  void lock() const {
    while (sem_wait(&shared_->semaphore) != 0) {
    }
  }
  void unlock() const { sem_post(&shared_->semaphore); }

  Shared* shared_;
};

}  // namespace course
