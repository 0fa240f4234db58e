// The lock is free before all are told: whoever comes next tells all again.
#pragma once
#include <pthread.h>
#include <sys/mman.h>

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
    void* p = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
      throw std::system_error(errno, std::generic_category());
    s_ = new (p) Shared;
    pthread_mutexattr_t m;
    pthread_mutexattr_init(&m);
    pthread_mutexattr_setpshared(&m, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&m, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&s_->mutex, &m);
    pthread_condattr_t c;
    pthread_condattr_init(&c);
    pthread_condattr_setpshared(&c, PTHREAD_PROCESS_SHARED);
    pthread_condattr_setclock(&c, CLOCK_MONOTONIC);
    pthread_cond_init(&s_->not_empty, &c);
    pthread_cond_init(&s_->not_full, &c);
  }
  ~SharedQueue() { munmap(s_, sizeof(Shared)); }
  SharedQueue(const SharedQueue&) = delete;
  SharedQueue& operator=(const SharedQueue&) = delete;

  void put(const T& item) {
    lock();
    while (count() == Capacity)
      check(pthread_cond_wait(&s_->not_full, &s_->mutex));
    s_->items[s_->tail % Capacity] = item;
    ++s_->tail;
    unlock();
    pthread_cond_broadcast(&s_->not_empty);
  }
  T get() {
    lock();
    while (count() == 0) check(pthread_cond_wait(&s_->not_empty, &s_->mutex));
    const T item = s_->items[s_->head % Capacity];
    ++s_->head;
    unlock();
    pthread_cond_broadcast(&s_->not_full);
    return item;
  }
  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    const auto ns = t.tv_nsec + timeout.count() % 1000 * 1'000'000;
    t.tv_sec += timeout.count() / 1000 + ns / 1'000'000'000;
    t.tv_nsec = ns % 1'000'000'000;
    lock();
    while (count() == 0) {
      const int error = pthread_cond_timedwait(&s_->not_empty, &s_->mutex, &t);
      if (error == ETIMEDOUT) break;
      check(error);
    }
    if (count() == 0) {
      unlock();
      return std::nullopt;
    }
    const T item = s_->items[s_->head % Capacity];
    ++s_->head;
    unlock();
    pthread_cond_broadcast(&s_->not_full);
    return item;
  }
  std::size_t size() const {
    lock();
    const std::size_t n = count();
    unlock();
    return n;
  }

 private:
  struct Shared {
    pthread_mutex_t mutex;
    pthread_cond_t not_empty, not_full;
    std::atomic<std::uint64_t> head{0}, tail{0};
    T items[Capacity];
  };

  std::size_t count() const { return s_->tail - s_->head; }
  void lock() const { check(pthread_mutex_lock(&s_->mutex)); }
  void unlock() const { pthread_mutex_unlock(&s_->mutex); }
  void check(int error) const {
    if (error == EOWNERDEAD) pthread_mutex_consistent(&s_->mutex);
  }

  Shared* s_;
};

}  // namespace course
