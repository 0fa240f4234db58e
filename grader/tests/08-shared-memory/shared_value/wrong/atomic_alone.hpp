// expect: wrong-result
// test: no update is lost, and each calls f once
// A load is one step and a store is one step.
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

  long get() const { return shared_->value; }
  void set(long value) { shared_->value = value; }
  long update(const std::function<long(long)>& f) {
    const long value = f(shared_->value);
    shared_->value = value;
    return value;
  }

 private:
  struct Shared {
    std::atomic<long> value;
  };

  Shared* shared_;
};

}  // namespace course
