// Who has the byte has the lock.
#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

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
    if (pipe2(ends_, O_CLOEXEC) != 0) {
      munmap(shared_, sizeof(Shared));
      throw std::system_error(errno, std::generic_category());
    }
    unlock();
    shared_->value = initial;
  }
  ~SharedValue() {
    close(ends_[0]);
    close(ends_[1]);
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
    char c;
    while (read(ends_[0], &c, 1) != 1) {
    }
  }
  void unlock() const {
    while (write(ends_[1], "", 1) != 1) {
    }
  }

  Shared* shared_;
  int ends_[2];
};

}  // namespace course
