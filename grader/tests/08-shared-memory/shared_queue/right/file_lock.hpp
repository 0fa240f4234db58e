// The kernel gives a file lock back when its owner dies; who waits sleeps on a
// count of changes (futex, not private).
#pragma once
#include <linux/futex.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <new>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <type_traits>

namespace course {

template <class T, std::size_t Capacity>
class SharedQueue {
  static_assert(std::is_trivially_copyable_v<T> && Capacity > 0);

 public:
  SharedQueue() {
    fd_ = memfd_create("shared_queue", MFD_CLOEXEC);
    if (fd_ < 0) throw std::system_error(errno, std::generic_category());
    void* p = MAP_FAILED;
    if (ftruncate(fd_, sizeof(Shared)) == 0)
      p = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd_,
               0);
    if (p == MAP_FAILED) {
      const int error = errno;
      close(fd_);
      throw std::system_error(error, std::generic_category());
    }
    s_ = new (p) Shared;
  }
  ~SharedQueue() {
    munmap(s_, sizeof(Shared));
    close(fd_);
  }
  SharedQueue(const SharedQueue&) = delete;
  SharedQueue& operator=(const SharedQueue&) = delete;

  void put(const T& item) {
    for (;;) {
      const std::uint32_t seen = s_->changes;
      if (try_put(item)) return;
      sleep_on(seen, nullptr);
    }
  }
  T get() {
    for (;;) {
      const std::uint32_t seen = s_->changes;
      if (const std::optional<T> item = try_get()) return *item;
      sleep_on(seen, nullptr);
    }
  }
  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    using clock = std::chrono::steady_clock;
    const auto end = clock::now() + timeout;
    for (;;) {
      const std::uint32_t seen = s_->changes;
      if (const std::optional<T> item = try_get()) return item;
      const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(
                            end - clock::now())
                            .count();
      if (left <= 0) return std::nullopt;
      const timespec t{left / 1'000'000'000, left % 1'000'000'000};
      sleep_on(seen, &t);
    }
  }
  std::size_t size() const {
    lock();
    const std::size_t n = s_->tail - s_->head;
    unlock();
    return n;
  }

 private:
  struct Shared {
    std::atomic<std::uint32_t> changes{0};
    std::atomic<std::uint64_t> head{0}, tail{0};
    T items[Capacity];
  };

  bool try_put(const T& item) {
    lock();
    const bool room = s_->tail - s_->head < Capacity;
    if (room) {
      s_->items[s_->tail % Capacity] = item;
      ++s_->tail;
    }
    unlock();
    if (room) tell();
    return room;
  }
  std::optional<T> try_get() {
    lock();
    std::optional<T> item;
    if (s_->tail != s_->head) {
      item = s_->items[s_->head % Capacity];
      ++s_->head;
    }
    unlock();
    if (item) tell();
    return item;
  }
  void lock() const {
    while (lockf(fd_, F_LOCK, 0) != 0) {
    }
  }
  void unlock() const { [[maybe_unused]] const int r = lockf(fd_, F_ULOCK, 0); }
  void sleep_on(std::uint32_t seen, const timespec* t) {
    syscall(SYS_futex, &s_->changes, FUTEX_WAIT, seen, t);
  }
  void tell() {
    ++s_->changes;
    syscall(SYS_futex, &s_->changes, FUTEX_WAKE, 1 << 30);
  }

  int fd_;
  Shared* s_;
};

}  // namespace course
