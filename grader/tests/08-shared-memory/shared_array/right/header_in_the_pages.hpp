// Size and elements lie in the mapping, which is never empty; each process
// knows who made it and leaves the end to the system.
#pragma once
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace course {

template <class T>
class SharedArray {
  static_assert(std::is_trivially_copyable_v<T>);

  struct Pages {
    std::size_t bytes, size;
    alignas(alignof(std::max_align_t)) T at[1];
  };

 public:
  explicit SharedArray(std::size_t n, T init = T{})
      : SharedArray(std::vector<T>(n, init)) {}
  SharedArray(std::initializer_list<T> values)
      : SharedArray(std::vector<T>(values)) {}
  SharedArray(SharedArray&& other) noexcept
      : pages_(std::exchange(other.pages_, nullptr)), owner_(other.owner_) {}
  SharedArray& operator=(SharedArray&& other) noexcept {
    SharedArray taken(std::move(other));
    std::swap(pages_, taken.pages_);
    std::swap(owner_, taken.owner_);
    return *this;
  }
  ~SharedArray() {
    if (pages_ && owner_ == getpid()) munmap(pages_, pages_->bytes);
  }

  T& operator[](std::size_t i) { return pages_->at[i]; }
  const T& operator[](std::size_t i) const { return pages_->at[i]; }
  std::size_t size() const { return pages_ ? pages_->size : 0; }
  T* begin() { return pages_ ? pages_->at : nullptr; }
  T* end() { return begin() + size(); }

 private:
  explicit SharedArray(const std::vector<T>& values) {
    const std::size_t bytes = sizeof(Pages) + values.size() * sizeof(T);
    void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                   MAP_ANONYMOUS | MAP_SHARED, -1, 0);
    if (p == MAP_FAILED)
      throw std::system_error(errno, std::generic_category());
    pages_ = static_cast<Pages*>(p);
    pages_->bytes = bytes;
    pages_->size = values.size();
    std::copy(values.begin(), values.end(), pages_->at);
  }

  Pages* pages_;
  pid_t owner_ = getpid();
};

}  // namespace course
