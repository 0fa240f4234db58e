// expect: deadlock
// test: killed in put, the item is there or it is not
// They count the items apart from the items; who dies between the two leaves
// an item that nobody may take, or room that nobody may fill.
#pragma once
#include <pthread.h>
#include <semaphore.h>
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
    sem_init(&s_->free, 1, Capacity);
    sem_init(&s_->filled, 1, 0);
    pthread_mutexattr_t m;
    pthread_mutexattr_init(&m);
    pthread_mutexattr_setpshared(&m, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&m, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&s_->mutex, &m);
  }
  ~SharedQueue() { munmap(s_, sizeof(Shared)); }
  SharedQueue(const SharedQueue&) = delete;
  SharedQueue& operator=(const SharedQueue&) = delete;

  void put(const T& item) {
    down(s_->free);
    lock();
    s_->items[s_->tail % Capacity] = item;
    ++s_->tail;
    unlock();
    sem_post(&s_->filled);
  }
  T get() {
    down(s_->filled);
    return take();
  }
  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    const auto ns = t.tv_nsec + timeout.count() % 1000 * 1'000'000;
    t.tv_sec += timeout.count() / 1000 + ns / 1'000'000'000;
    t.tv_nsec = ns % 1'000'000'000;
    if (sem_clockwait(&s_->filled, CLOCK_MONOTONIC, &t) != 0)
      return std::nullopt;
    return take();
  }
  std::size_t size() const {
    lock();
    const std::size_t n = s_->tail - s_->head;
    unlock();
    return n;
  }

 private:
  struct Shared {
    sem_t free, filled;
    pthread_mutex_t mutex;
    std::atomic<std::uint64_t> head{0}, tail{0};
    T items[Capacity];
  };

  static void down(sem_t& s) {
    while (sem_wait(&s) != 0) {
    }
  }
  T take() {
    lock();
    const T item = s_->items[s_->head % Capacity];
    ++s_->head;
    unlock();
    sem_post(&s_->free);
    return item;
  }
  void lock() const {
    if (pthread_mutex_lock(&s_->mutex) == EOWNERDEAD)
      pthread_mutex_consistent(&s_->mutex);
  }
  void unlock() const { pthread_mutex_unlock(&s_->mutex); }

  Shared* s_;
};

}  // namespace course
