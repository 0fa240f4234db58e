// The library moves and releases.
#pragma once
#include <sys/mman.h>

#include <cerrno>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

namespace course {

template <class T>
class SharedArray {
  static_assert(std::is_trivially_copyable_v<T>);

  struct Unmap {
    std::size_t bytes = 0;
    void operator()(T* p) const { munmap(p, bytes); }
  };

 public:
  explicit SharedArray(std::size_t n, T init = T{}) : data_(map(n)), size_(n) {
    std::uninitialized_fill_n(data_.get(), n, init);
  }
  SharedArray(std::initializer_list<T> values)
      : data_(map(values.size())), size_(values.size()) {
    std::uninitialized_copy(values.begin(), values.end(), data_.get());
  }
  SharedArray(SharedArray&& other) noexcept
      : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  SharedArray& operator=(SharedArray&& other) noexcept {
    if (this != &other) {
      data_ = std::move(other.data_);
      size_ = std::exchange(other.size_, 0);
    }
    return *this;
  }

  T& operator[](std::size_t i) { return data_.get()[i]; }
  const T& operator[](std::size_t i) const { return data_.get()[i]; }
  std::size_t size() const { return size_; }
  T* begin() { return data_.get(); }
  T* end() { return data_.get() + size_; }

 private:
  static std::unique_ptr<T, Unmap> map(std::size_t n) {
    if (n == 0) return nullptr;
    void* p = mmap(nullptr, n * sizeof(T), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
      throw std::system_error(errno, std::system_category(), "mmap");
    return {static_cast<T*>(p), Unmap{n * sizeof(T)}};
  }

  std::unique_ptr<T, Unmap> data_;
  std::size_t size_ = 0;
};

}  // namespace course
