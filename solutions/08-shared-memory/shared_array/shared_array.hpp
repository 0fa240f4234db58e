#pragma once
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

namespace course {

// Python's multiprocessing.Array without its lock: memory that stays common
// to this process and to all children forked later.
template <class T>
class SharedArray {
  static_assert(std::is_trivially_copyable_v<T>,
                "no pointers into one process");

 public:
  explicit SharedArray(std::size_t n, T init = T{}) : SharedArray(Mapped{}, n) {
    std::uninitialized_fill(begin(), end(), init);
  }
  SharedArray(std::initializer_list<T> values)
      : SharedArray(Mapped{}, values.size()) {
    std::uninitialized_copy(values.begin(), values.end(), begin());
  }
  // The other one is left without memory: two owners would unmap it twice, the
  // second time perhaps what somebody else has been given there since.
  SharedArray(SharedArray&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)) {}
  // By way of a third one, which takes the old memory with it. So it is right
  // for `a = std::move(a)`, too.
  SharedArray& operator=(SharedArray&& other) noexcept {
    SharedArray taken(std::move(other));
    std::swap(data_, taken.data_);
    std::swap(size_, taken.size_);
    return *this;
  }
  // In a child, this takes the memory from the child alone.
  ~SharedArray() {
    if (data_) munmap(data_, bytes());
  }

  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }

 private:
  struct Mapped {};

  SharedArray(Mapped, std::size_t n) : size_(n) {
    if (n == 0) return;  // for mmap, a length of 0 is an error
    void* at = mmap(nullptr, bytes(), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED)  // which is not nullptr
      throw std::system_error(errno, std::generic_category(), "mmap");
    data_ = static_cast<T*>(at);
  }

  // mmap and munmap count bytes, not elements.
  std::size_t bytes() const { return size_ * sizeof(T); }

  T* data_ = nullptr;  // null if there is nothing
  std::size_t size_;
};

}  // namespace course
