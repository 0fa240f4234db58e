#include "runtime/core/file_locks.hpp"

#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>

#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/memory_files.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr unsigned max_locked_files = 32;
constexpr unsigned max_holders = 64;

// An open file or a process, as a number; 0: none.
using Owner = std::uintptr_t;

struct FileLock {
  std::uint64_t device, number;  // as fstat gives them
  SyncObject* object;
  struct Holder {
    Owner owner;
    LockKind kind;
  } holders[max_holders];
  unsigned count;
  Owner waiter[max_tasks];  // by task: for whom it waits
};
struct FileLocks {
  FileLock at[max_locked_files];
  unsigned count;
};
[[gnu::section("course_runtime")]] FileLocks locks{};

bool identify(const OpenFile& f, std::uint64_t& device, std::uint64_t& number) {
  if (f.memory) return device = 0, number = number_of(*f.memory), true;
  if (f.real < 0) return false;
  struct stat s;
  if (raw_syscall(SYS_fstat, f.real, reinterpret_cast<long>(&s)) != 0)
    return false;
  return device = s.st_dev, number = s.st_ino, true;
}

FileLock* find(const OpenFile& f) {
  std::uint64_t device, number;
  if (!identify(f, device, number)) return nullptr;
  for (unsigned i = 0; i < locks.count; ++i)
    if (locks.at[i].device == device && locks.at[i].number == number)
      return &locks.at[i];
  return nullptr;
}

FileLock* find_or_make(const OpenFile& f) {
  if (FileLock* const l = find(f)) return l;
  std::uint64_t device, number;
  if (locks.count == max_locked_files || !identify(f, device, number))
    return nullptr;
  FileLock& l = locks.at[locks.count++];
  l = FileLock{};
  l.device = device;
  l.number = number;
  l.object = &new_object(0, ObjectKind::file_lock);
  return &l;
}

Owner owner_of(const OpenFile& f, LockOwner owner) {
  return owner == LockOwner::process
             ? Owner{this_process().index} + 1
             : reinterpret_cast<Owner>(&f);  // no address is as small
}

bool is_free(const FileLock& l, LockKind kind, Owner owner) {
  for (unsigned i = 0; i < l.count; ++i)
    if (l.holders[i].owner != owner &&
        (kind == LockKind::exclusive ||
         l.holders[i].kind == LockKind::exclusive))
      return false;
  return true;
}

// False: that owner had nothing.
bool give_back(FileLock& l, Owner owner) {
  for (unsigned i = 0; i < l.count; ++i) {
    if (l.holders[i].owner != owner) continue;
    l.holders[i] = l.holders[--l.count];
    l.object->owner = 0;
    release_for_next(l.object->clock);
    enable(l.object->waiters);
    progress();
    return true;
  }
  return false;
}

void take(FileLock& l, LockKind kind, Owner owner) {
  SyncObject& o = *l.object;
  l.holders[l.count++] = {owner, kind};
  o.owner = kind == LockKind::exclusive ? current->id() : 0;
  TaskSet others = o.waiters;
  for (unsigned i = 0; i < rt().scheduler.task_count; ++i)
    if (l.waiter[i] == owner) others.remove(i);
  disable_waiters(others);
  acquire(*current, o.clock);
  progress();
}

}  // namespace

int lock_file(int descriptor, LockKind kind, LockOwner by, bool may_wait,
              Address site) {
  const OpenFile* const f = find_file(descriptor);
  if (!f) return -EBADF;
  FileLock* const l = find_or_make(*f);
  if (!l) return -EINVAL;
  SyncObject& o = *l->object;
  const Owner owner = owner_of(*f, by);
  if (kind == LockKind::none) {
    point(Operation::unlock, &o, site);
    if (rt().tracing.on) trace_step(Operation::unlock, &o, 0);
    if (give_back(*l, owner)) new_epoch(*current);
    return 0;
  }
  l->waiter[current->index] = owner;
  if (may_wait) {
    do {
      wait_turn(Operation::lock, o, o.waiters, site, is_free(*l, kind, owner),
                no_deadline);
      if (interrupted_by_signal(true)) return -EINTR;
    } while (!is_free(*l, kind, owner));
  } else {
    point(Operation::try_lock, &o, site);
    if (!is_free(*l, kind, owner)) {
      if (rt().tracing.on)
        trace_step(Operation::try_lock, &o, protocol::step_failed);
      return -EWOULDBLOCK;
    }
  }
  if (l->count == max_holders) return -ENOLCK;
  give_back(*l, owner);
  if (rt().tracing.on)
    trace_step(may_wait ? Operation::lock : Operation::try_lock, &o, 0);
  take(*l, kind, owner);
  return 0;
}

int can_lock_file(int descriptor, LockKind kind, LockOwner by) {
  const OpenFile* const f = find_file(descriptor);
  if (!f) return -EBADF;
  const FileLock* const l = find_or_make(*f);
  return l ? is_free(*l, kind, owner_of(*f, by)) : -EINVAL;
}

void release_file_locks(const OpenFile& f, const Process& p, bool last) {
  if (locks.count == 0) return;
  FileLock* const l = find(f);
  if (!l) return;
  bool had = give_back(*l, Owner{p.index} + 1);
  if (last) had |= give_back(*l, reinterpret_cast<Owner>(&f));
  if (had && current->state != TaskState::ended) new_epoch(*current);
}

void begin_file_locks() { locks.count = 0; }

}  // namespace course::runtime
