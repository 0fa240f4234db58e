// The callbacks that -fsanitize=thread puts in place of atomic operations.
#include "runtime/abi/abi.hpp"
#include "runtime/core/atomic.hpp"

using namespace course::runtime;

using a8 = std::uint8_t;
using a16 = std::uint16_t;
using a32 = std::uint32_t;
using a64 = std::uint64_t;
__extension__ using a128 = unsigned __int128;

#define COURSE_ORDER(o) (static_cast<MemoryOrder>((o)&0x7fff))

// Outside schedules there is one thread: plain accesses do.
#define COURSE_ATOMIC(T, bits)                                                 \
  T __tsan_atomic##bits##_load(const T* a, int o) {                            \
    return inside()                                                            \
               ? atomic_load(a, COURSE_ORDER(o), COURSE_SITE, COURSE_FRAME)    \
               : *a;                                                           \
  }                                                                            \
  void __tsan_atomic##bits##_store(T* a, T v, int o) {                         \
    if (inside())                                                              \
      atomic_store(a, v, COURSE_ORDER(o), COURSE_SITE, COURSE_FRAME);          \
    else                                                                       \
      *a = v;                                                                  \
  }                                                                            \
  COURSE_MODIFY(T, bits, exchange, v)                                          \
  COURSE_MODIFY(T, bits, fetch_add, static_cast<T>(old + v))                   \
  COURSE_MODIFY(T, bits, fetch_sub, static_cast<T>(old - v))                   \
  COURSE_MODIFY(T, bits, fetch_and, static_cast<T>(old & v))                   \
  COURSE_MODIFY(T, bits, fetch_or, static_cast<T>(old | v))                    \
  COURSE_MODIFY(T, bits, fetch_xor, static_cast<T>(old ^ v))                   \
  COURSE_MODIFY(T, bits, fetch_nand, static_cast<T>(~(old & v)))               \
  int __tsan_atomic##bits##_compare_exchange_strong(T* a, T* e, T v, int o,    \
                                                    int f) {                   \
    if (inside())                                                              \
      return atomic_compare_exchange(a, e, v, COURSE_ORDER(o),                 \
                                     COURSE_ORDER(f), false, COURSE_SITE,      \
                                     COURSE_FRAME);                            \
    const bool equal = *a == *e;                                               \
    (equal ? *a : *e) = equal ? v : *a;                                        \
    return equal;                                                              \
  }                                                                            \
  int __tsan_atomic##bits##_compare_exchange_weak(T* a, T* e, T v, int o,      \
                                                  int f) {                     \
    if (inside())                                                              \
      return atomic_compare_exchange(a, e, v, COURSE_ORDER(o),                 \
                                     COURSE_ORDER(f), true, COURSE_SITE,       \
                                     COURSE_FRAME);                            \
    const bool equal = *a == *e;                                               \
    (equal ? *a : *e) = equal ? v : *a;                                        \
    return equal;                                                              \
  }                                                                            \
  T __tsan_atomic##bits##_compare_exchange_val(T* a, T e, T v, int o, int f) { \
    if (inside())                                                              \
      atomic_compare_exchange(a, &e, v, COURSE_ORDER(o), COURSE_ORDER(f),      \
                              false, COURSE_SITE, COURSE_FRAME);               \
    else if (*a == e)                                                          \
      *a = v;                                                                  \
    else                                                                       \
      e = *a;                                                                  \
    return e;                                                                  \
  }

#define COURSE_MODIFY(T, bits, operation, changed)                  \
  T __tsan_atomic##bits##_##operation(T* a, T v, int o) {           \
    auto change = [v]([[maybe_unused]] T old) { return changed; };  \
    if (inside())                                                   \
      return atomic_modify(a, change, COURSE_ORDER(o), COURSE_SITE, \
                           COURSE_FRAME);                           \
    const T old = *a;                                               \
    *a = change(old);                                               \
    return old;                                                     \
  }

extern "C" {

COURSE_ATOMIC(a8, 8)
COURSE_ATOMIC(a16, 16)
COURSE_ATOMIC(a32, 32)
COURSE_ATOMIC(a64, 64)
COURSE_ATOMIC(a128, 128)

void __tsan_atomic_thread_fence(int o) {
  if (inside()) atomic_fence(COURSE_ORDER(o));
}

void __tsan_atomic_signal_fence(int) {}

// Called by std::atomic::notify_one and notify_all: see cmake/submission.cmake.
void course_atomic_notified(const void* a, std::size_t size) noexcept {
  if (inside())
    atomic_notified(reinterpret_cast<Address>(a), size, COURSE_SITE);
}

}  // extern "C"
