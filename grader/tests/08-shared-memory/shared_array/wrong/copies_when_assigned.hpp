// expect: data-race
// test: assigning gives the old memory back
// New memory: who was forked before goes on writing to the old one.
#pragma once
#include <sys/mman.h>

#include <cerrno>
#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <system_error>
#include <type_traits>

namespace course {

template <class T>
class SharedArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit SharedArray(std::size_t n, T init = T{}) {
    allocate(n);
    for (std::size_t i = 0; i < n; ++i) data_[i] = init;
  }
  SharedArray(std::initializer_list<T> values) {
    allocate(values.size());
    std::size_t i = 0;
    for (const T& v : values) data_[i++] = v;
  }
  SharedArray(SharedArray&& other) noexcept
      : data_(other.data_), size_(other.size_) {
    other.data_ = nullptr;
    other.size_ = 0;
  }
  SharedArray& operator=(SharedArray&& other) noexcept {
    if (this == &other) return *this;
    free();
    data_ = nullptr;
    allocate(other.size_);
    for (std::size_t i = 0; i < size_; ++i) data_[i] = other.data_[i];
    other.free();
    other.data_ = nullptr;
    other.size_ = 0;
    return *this;
  }
  ~SharedArray() { free(); }

  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }

 private:
  void allocate(std::size_t n) {
    size_ = n;
    if (n == 0) return;
    void* p = mmap(nullptr, n * sizeof(T), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
      throw std::system_error(errno, std::generic_category());
    data_ = static_cast<T*>(p);
  }
  void free() {
    if (data_) munmap(data_, size_ * sizeof(T));
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace course
