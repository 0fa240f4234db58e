#include "runtime/core/once.hpp"

#include "runtime/core/fingerprint.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

// Waits until nobody is inside; true if the caller must do the work, and is
// inside now.
bool begin(SyncObject& o, bool (*done)(Address), Address site) {
  Task& me = *current;
  wait_turn(Operation::once_begin, o, o.waiters, site, o.owner == 0,
            no_deadline);
  if (rt().tracing.on) trace_step(Operation::once_begin, &o, 0);
  acquire(me, o.clock);
  if (done(o.address)) return false;
  o.owner = me.id();
  disable_waiters(o.waiters);
  return true;
}

void end(SyncObject& o) {
  note_use(o);
  release(*current, o.clock);
  o.owner = 0;
  enable(o.waiters);
  progress();
}

bool once_done(Address a) { return *reinterpret_cast<pthread_once_t*>(a) == 2; }
bool guard_done(Address a) { return *reinterpret_cast<char*>(a) != 0; }

}  // namespace

int call_once(pthread_once_t* control, void (*function)(), Address site) {
  SyncObject& o =
      object_at_address(reinterpret_cast<Address>(control), ObjectKind::once);
  if (!begin(o, once_done, site)) return 0;
  struct Inside {
    SyncObject& object;
    ~Inside() { end(object); }
  } inside{o};
  function();
  *control = 2;
  return 0;
}

int acquire_guard(std::uint64_t* guard, Address site) {
  SyncObject& o =
      object_at_address(reinterpret_cast<Address>(guard), ObjectKind::once);
  return begin(o, guard_done, site) ? 1 : 0;
}

void release_guard(std::uint64_t* guard) {
  SyncObject& o =
      object_at_address(reinterpret_cast<Address>(guard), ObjectKind::once);
  *reinterpret_cast<char*>(guard) = 1;
  o.has_clock = true;
  end(o);
}

void abort_guard(std::uint64_t* guard) {
  end(object_at_address(reinterpret_cast<Address>(guard), ObjectKind::once));
}

}  // namespace course::runtime
