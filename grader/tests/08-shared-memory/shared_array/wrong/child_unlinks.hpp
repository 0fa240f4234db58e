// expect: crash
// test: a child that destroys its array disturbs nobody
// Each process maps it by name when it first uses it; the child that destroys
// its array has removed the name for the others.
#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

namespace course {

template <class T>
class SharedArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit SharedArray(std::size_t n, T init = T{}) : SharedArray(n, 0, 0) {
    for (std::size_t i = 0; i < n; ++i) (*this)[i] = init;
  }
  SharedArray(std::initializer_list<T> values)
      : SharedArray(values.size(), 0, 0) {
    std::size_t i = 0;
    for (const T& v : values) (*this)[i++] = v;
  }
  SharedArray(SharedArray&& other) noexcept { swap(other); }
  SharedArray& operator=(SharedArray&& other) noexcept {
    SharedArray taken(std::move(other));
    swap(taken);
    return *this;
  }
  ~SharedArray() {
    if (data_) munmap(data_, size_ * sizeof(T));
    if (!name_.empty()) shm_unlink(name_.c_str());
  }

  T& operator[](std::size_t i) { return data()[i]; }
  const T& operator[](std::size_t i) const { return data()[i]; }
  std::size_t size() const { return size_; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }

 private:
  SharedArray(std::size_t n, int, int) : size_(n) {
    static int number = 0;
    if (n == 0) return;
    name_ =
        "/array" + std::to_string(getpid()) + "-" + std::to_string(++number);
    const int fd = shm_open(name_.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0 || ftruncate(fd, static_cast<off_t>(n * sizeof(T))) != 0)
      throw std::system_error(errno, std::generic_category());
    close(fd);
  }
  void swap(SharedArray& other) noexcept {
    std::swap(name_, other.name_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(mapped_in_, other.mapped_in_);
  }
  T* data() const {
    if (size_ == 0 || mapped_in_ == getpid()) return data_;
    const int fd = shm_open(name_.c_str(), O_RDWR, 0600);
    if (fd < 0)
      throw std::system_error(errno, std::generic_category(), "shm_open");
    void* p = mmap(nullptr, size_ * sizeof(T), PROT_READ | PROT_WRITE,
                   MAP_SHARED, fd, 0);
    close(fd);
    if (p == MAP_FAILED)
      throw std::system_error(errno, std::generic_category(), "mmap");
    mapped_in_ = getpid();
    return data_ = static_cast<T*>(p);
  }

  std::string name_;
  mutable T* data_ = nullptr;
  std::size_t size_ = 0;
  mutable pid_t mapped_in_ = 0;
};

}  // namespace course
