// expect: data-race
// test: no update is lost, and each calls f once
// The descriptor is inherited, and its lock with it.
#pragma once
#include <sys/file.h>
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
    fd_ = memfd_create("lock", MFD_CLOEXEC);
    if (fd_ < 0) throw std::system_error(errno, std::generic_category());
    shared_->value = initial;
  }
  ~SharedValue() {
    munmap(shared_, sizeof(Shared));
    close(fd_);
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
  void lock() const { flock(fd_, LOCK_EX); }
  void unlock() const { flock(fd_, LOCK_UN); }

  Shared* shared_;
  int fd_;
};

}  // namespace course
