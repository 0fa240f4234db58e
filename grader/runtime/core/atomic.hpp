// Atomic operations: sequentially consistent values, happens-before as the
// memory order says.
//
// A store with release order publishes the task's clock; a load with acquire
// order takes what was published; a relaxed one publishes and takes nothing by
// itself, but fences do (C++20 [atomics.fences]); a read-modify-write continues
// the release sequence ([intro.races]). Since all tasks run on one kernel
// thread, plain accesses to the value are atomic.
#pragma once

#include "runtime/core/arena.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {

enum class MemoryOrder : int {
  relaxed,
  consume,
  acquire,
  release,
  acq_rel,
  seq_cst
};

inline bool acquires(MemoryOrder o) {
  return o != MemoryOrder::relaxed && o != MemoryOrder::release;
}
inline bool releases(MemoryOrder o) { return o >= MemoryOrder::release; }

void note_weak_order(Address site);

void atomic_acquired(Task&, const SyncObject&, MemoryOrder);
void atomic_stored(Task&, SyncObject&, MemoryOrder, bool continues_sequence);
void atomic_fence(MemoryOrder);
// Behind a notify: fails with `lifetime` if the atomic was gone when it came.
// No point lies between the two, so none can have gone meanwhile.
void atomic_notified(Address, std::size_t size, Address site);

template <class T>
std::int64_t shown(T v) {
  if constexpr (sizeof(T) <= 8)
    return static_cast<std::int64_t>(v);
  else
    return 0;
}

// Also one of the two halves of 16 bytes.
template <class T>
void note_pointer(T v) {
  if constexpr (sizeof(T) >= 8) note_compared(static_cast<std::uint64_t>(v));
  if constexpr (sizeof(T) == 16)
    note_compared(static_cast<std::uint64_t>(v >> 64));
}

template <class T>
SyncObject& begin_atomic(T* a, Operation op, MemoryOrder order, AccessKind kind,
                         Address site, Address frame) {
  const auto address = reinterpret_cast<Address>(a);
  if (order != MemoryOrder::seq_cst) note_weak_order(site);
  SyncObject& o = object_at_address(address, ObjectKind::atomic);
  point(op, &o, site);
  access(address, sizeof(T), kind, site, frame);
  return o;
}

template <class T>
T atomic_load(const T* a, MemoryOrder order, Address site, Address frame) {
  SyncObject& o = begin_atomic(a, Operation::load, order,
                               AccessKind::atomic_read, site, frame);
  const T v = *a;
  atomic_acquired(*current, o, order);
  if (rt().tracing.on)
    trace_atomic(Operation::load, &o, o.address, sizeof(T), shown(v), false);
  return v;
}

template <class T>
void atomic_store(T* a, T v, MemoryOrder order, Address site, Address frame) {
  SyncObject& o = begin_atomic(a, Operation::store, order,
                               AccessKind::atomic_write, site, frame);
  if (*a != v) progress();
  *a = v;
  atomic_stored(*current, o, order, false);
  if (rt().tracing.on)
    trace_atomic(Operation::store, &o, o.address, sizeof(T), shown(v), false);
}

// `change` maps the old value to the new one; returns the old one.
template <class T, class F>
T atomic_modify(T* a, F change, MemoryOrder order, Address site,
                Address frame) {
  SyncObject& o = begin_atomic(a, Operation::exchange, order,
                               AccessKind::atomic_write, site, frame);
  const T old = *a;
  const T v = change(old);
  if (v != old) progress();
  *a = v;
  atomic_acquired(*current, o, order);
  atomic_stored(*current, o, order, true);
  if (rt().tracing.on)
    trace_atomic(Operation::exchange, &o, o.address, sizeof(T), shown(v),
                 false);
  return old;
}

template <class T>
bool atomic_compare_exchange(T* a, T* expected, T desired, MemoryOrder order,
                             MemoryOrder failure, bool weak, Address site,
                             Address frame) {
  SyncObject& o = begin_atomic(a, Operation::compare_exchange, order,
                               AccessKind::atomic_write, site, frame);
  note_pointer(*expected);
  note_pointer(desired);
  const T old = *a;
  const bool equal =
      old == *expected && !(weak && inject(protocol::fault_weak_cas, &o, site));
  if (equal) {
    if (old != desired) progress();
    *a = desired;
    atomic_acquired(*current, o, order);
    atomic_stored(*current, o, order, true);
  } else {
    *expected = old;
    atomic_acquired(*current, o, failure);
  }
  if (rt().tracing.on)
    trace_atomic(Operation::compare_exchange, &o, o.address, sizeof(T),
                 shown(equal ? desired : old), !equal);
  return equal;
}

}  // namespace course::runtime
