// As Python does it: a name, removed in the next line.
#pragma once
#include <fcntl.h>
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
    lock_ = sem_open("/shared_value", O_CREAT | O_EXCL, 0600, 1);
    if (lock_ == SEM_FAILED) {
      munmap(shared_, sizeof(Shared));
      throw std::system_error(errno, std::generic_category());
    }
    sem_unlink("/shared_value");
    shared_->value = initial;
  }
  ~SharedValue() {
    sem_close(lock_);
    munmap(shared_, sizeof(Shared));
  }
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
  void lock() const {
    while (sem_wait(lock_) != 0) {
    }
  }
  void unlock() const { sem_post(lock_); }

  Shared* shared_;
  sem_t* lock_;
};

}  // namespace course
