// A lock from a word and the system call, not private.
#pragma once
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

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
    std::atomic<int> state;  // 0 free, 1 taken, 2 and somebody may sleep
    long value;
  };
  void lock() const {
    int was = 0;
    if (shared_->state.compare_exchange_strong(was, 1)) return;
    while (shared_->state.exchange(2) != 0)
      syscall(SYS_futex, &shared_->state, FUTEX_WAIT, 2, nullptr);
  }
  void unlock() const {
    if (shared_->state.exchange(0) == 2)
      syscall(SYS_futex, &shared_->state, FUTEX_WAKE, 1);
  }

  Shared* shared_;
};

}  // namespace course
