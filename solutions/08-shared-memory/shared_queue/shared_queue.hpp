#pragma once
#include <pthread.h>
#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <new>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <type_traits>

namespace course {

// Python's multiprocessing.Queue(Capacity): any process puts, any process gets.
template <class T, std::size_t Capacity>
class SharedQueue {
  static_assert(std::is_trivially_copyable_v<T> && Capacity > 0);

 public:
  SharedQueue() {
    void* at = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED)
      throw std::system_error(errno, std::generic_category(), "mmap");
    s_ = new (at) Shared;
  }
  // Neither mutex nor conditions are destroyed: a child's destructor runs, too,
  // and there is one of each for all.
  ~SharedQueue() { munmap(s_, sizeof(Shared)); }
  SharedQueue(const SharedQueue&) = delete;
  SharedQueue& operator=(const SharedQueue&) = delete;

  // Blocks while the queue is full.
  void put(const T& item) {
    Lock lock(*s_);
    while (s_->count() == Capacity) lock.wait(s_->not_full);
    const std::uint64_t tail = s_->tail.load(std::memory_order_relaxed);
    std::memcpy(s_->slot[tail % Capacity], &item, sizeof(T));
    // Before the commit: nobody can look until the lock is free. The other way
    // round, who dies in between leaves an item that nobody has been told of.
    pthread_cond_signal(&s_->not_empty);
    // The commit. Release keeps the copy before it, also in the compiler, which
    // knows nothing of processes that are killed.
    s_->tail.store(tail + 1, std::memory_order_release);
  }

  // Blocks while it is empty.
  T get() {
    Lock lock(*s_);
    while (s_->count() == 0) lock.wait(s_->not_empty);
    return take();
  }

  // Nothing, if there is no item until then.
  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    const timespec deadline = in(timeout);
    Lock lock(*s_);
    while (s_->count() == 0)
      // One more look, even if the time is up: who is told of an item and does
      // not take it leaves it to nobody.
      if (!lock.wait_until(s_->not_empty, deadline) && s_->count() == 0)
        return std::nullopt;
    return take();
  }

  std::size_t size() const {
    Lock lock(*s_);
    return s_->count();
  }

 private:
  struct Shared {
    pthread_mutex_t mutex;
    pthread_cond_t not_empty, not_full;
    // How many have been taken and put: the only truth, so there is nothing to
    // repair. In 64 bits they never start anew; when they did, `% Capacity`
    // would jump. Changed under the lock only; atomic for the commit.
    std::atomic<std::uint64_t> head{0}, tail{0};
    // Item i lies in slot i % Capacity, as bytes: T need not have a default
    // constructor.
    alignas(T) std::byte slot[Capacity][sizeof(T)];

    Shared() {
      pthread_mutexattr_t m;
      pthread_mutexattr_init(&m);
      pthread_mutexattr_setpshared(&m, PTHREAD_PROCESS_SHARED);
      pthread_mutexattr_setrobust(&m, PTHREAD_MUTEX_ROBUST);
      pthread_mutex_init(&mutex, &m);
      pthread_mutexattr_destroy(&m);
      pthread_condattr_t c;
      pthread_condattr_init(&c);
      pthread_condattr_setpshared(&c, PTHREAD_PROCESS_SHARED);
      // A deadline that does not move when somebody sets the clock.
      pthread_condattr_setclock(&c, CLOCK_MONOTONIC);
      pthread_cond_init(&not_empty, &c);
      pthread_cond_init(&not_full, &c);
      pthread_condattr_destroy(&c);
    }

    std::size_t count() const {
      return static_cast<std::size_t>(tail.load(std::memory_order_relaxed) -
                                      head.load(std::memory_order_relaxed));
    }
  };

  class Lock {
   public:
    explicit Lock(Shared& s) : s_(s) { held(pthread_mutex_lock(&s_.mutex)); }
    ~Lock() { pthread_mutex_unlock(&s_.mutex); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    void wait(pthread_cond_t& c) { held(pthread_cond_wait(&c, &s_.mutex)); }
    // False: the time is up.
    bool wait_until(pthread_cond_t& c, const timespec& deadline) {
      const int error = pthread_cond_timedwait(&c, &s_.mutex, &deadline);
      if (error == ETIMEDOUT) return false;
      held(error);
      return true;
    }

   private:
    // EOWNERDEAD means: you have the lock, and who had it is dead. Every moment
    // of put and get is a good one to die, so nothing needs to be repaired; but
    // the dead one may have owed somebody a word.
    void held(int error) {
      if (error == EOWNERDEAD) {
        pthread_mutex_consistent(&s_.mutex);
        pthread_cond_broadcast(&s_.not_empty);
        pthread_cond_broadcast(&s_.not_full);
      } else if (error != 0) {
        throw std::system_error(error, std::generic_category());
      }
    }

    Shared& s_;
  };

  // With the lock held, and an item there.
  T take() {
    const std::uint64_t head = s_->head.load(std::memory_order_relaxed);
    alignas(T) std::byte copy[sizeof(T)];
    std::memcpy(copy, s_->slot[head % Capacity], sizeof(T));
    pthread_cond_signal(&s_->not_full);
    s_->head.store(head + 1, std::memory_order_release);  // the commit
    return *std::launder(reinterpret_cast<T*>(copy));
  }

  static timespec in(std::chrono::milliseconds timeout) {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    if (timeout.count() > 0) {
      t.tv_sec += timeout.count() / 1000;
      t.tv_nsec += timeout.count() % 1000 * 1'000'000;
    }
    if (t.tv_nsec >= 1'000'000'000) {
      ++t.tv_sec;
      t.tv_nsec -= 1'000'000'000;
    }
    return t;
  }

  Shared* s_;
};

}  // namespace course
