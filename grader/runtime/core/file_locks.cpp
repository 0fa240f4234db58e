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

// An open file or a process, as a number.
using Owner = std::uintptr_t;

struct FileLock {
  std::uint64_t device, number;  // as fstat gives them
  bool by_flock;
  SyncObject* object;
  struct Wish {
    Owner owner;
    LockKind kind;
  };
  Wish holders[max_holders];
  unsigned count;
  Wish wanted[max_tasks];  // by task; of those among the object's waiters
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

FileLock* find(const OpenFile& f, bool by_flock) {
  std::uint64_t device, number;
  if (!identify(f, device, number)) return nullptr;
  for (unsigned i = 0; i < locks.count; ++i) {
    FileLock& l = locks.at[i];
    if (l.device == device && l.number == number && l.by_flock == by_flock)
      return &l;
  }
  return nullptr;
}

FileLock* find_or_make(const OpenFile& f, bool by_flock) {
  if (FileLock* const l = find(f, by_flock)) return l;
  std::uint64_t device, number;
  if (locks.count == max_locked_files || !identify(f, device, number))
    return nullptr;
  FileLock& l = locks.at[locks.count++];
  l = FileLock{};
  l.device = device;
  l.number = number;
  l.by_flock = by_flock;
  l.object = &new_object(0, ObjectKind::file_lock);
  return &l;
}

Owner owner_of(const OpenFile& f, LockOwner owner) {
  return owner == LockOwner::process
             ? Owner{this_process().index} + 1
             : reinterpret_cast<Owner>(&f);  // no address is as small
}

bool is_free(const FileLock& l, FileLock::Wish w) {
  for (unsigned i = 0; i < l.count; ++i)
    if (l.holders[i].owner != w.owner &&
        (w.kind == LockKind::exclusive ||
         l.holders[i].kind == LockKind::exclusive))
      return false;
  return true;
}

// Who waits is enabled if it could have the lock now, and only then. (Whom a
// signal has interrupted goes on in any case.)
void sort_waiters(const FileLock& l) {
  TaskSet free, others;
  for (unsigned i = 0; i < rt().scheduler.task_count; ++i) {
    if (!l.object->waiters.has(i)) continue;
    if (is_free(l, l.wanted[i]))
      free.add(i);
    else if (!rt().tasks[i].interrupted)
      others.add(i);
  }
  enable(free);
  disable_waiters(others);
  progress();
}

// What that owner has; null: nothing.
FileLock::Wish* held_by(FileLock& l, Owner owner) {
  for (unsigned i = 0; i < l.count; ++i)
    if (l.holders[i].owner == owner) return &l.holders[i];
  return nullptr;
}

// Its operations up to now are published.
void remove(FileLock& l, FileLock::Wish& held) {
  held = l.holders[--l.count];
  l.object->owner = 0;
  release_for_next(l.object->clock);
}

void give_back(FileLock& l, Owner owner) {
  if (FileLock::Wish* const held = held_by(l, owner)) {
    remove(l, *held);
    sort_waiters(l);
  }
}

void take(FileLock& l, FileLock::Wish w) {
  if (FileLock::Wish* const held = held_by(l, w.owner)) remove(l, *held);
  l.holders[l.count++] = w;
  l.object->owner = w.kind == LockKind::exclusive ? current->id() : 0;
  acquire(*current, l.object->clock);
  sort_waiters(l);
}

void unlock(FileLock& l, Owner owner, Address site) {
  point(Operation::unlock, l.object, site);
  if (rt().tracing.on) trace_step(Operation::unlock, l.object, 0);
  give_back(l, owner);
}

// The lock of the file that the descriptor stands for, if it may be had;
// `f` becomes that file. Else null, and why not in `error`.
FileLock* lock_of(int descriptor, LockKind kind, LockOwner by, OpenFile*& f,
                  int& error) {
  error = -EBADF;
  f = find_file(descriptor);
  if (!f) return nullptr;
  if (by != LockOwner::flock && f->memory &&
      ((kind == LockKind::exclusive && !f->writable) ||
       (kind == LockKind::shared && !f->readable)))
    return nullptr;
  error = -EINVAL;
  return find_or_make(*f, by == LockOwner::flock);
}

}  // namespace

int lock_file(int descriptor, LockKind kind, LockOwner by, bool may_wait,
              Address site) {
  OpenFile* f;
  int error;
  FileLock* const l = lock_of(descriptor, kind, by, f, error);
  if (!l) return error;
  const FileLock::Wish wish{owner_of(*f, by), kind};
  if (kind == LockKind::none) return unlock(*l, wish.owner, site), 0;
  // flock(2) gives up what it has before it asks for another kind.
  const FileLock::Wish* const held = held_by(*l, wish.owner);
  if (by == LockOwner::flock && held && held->kind != kind)
    unlock(*l, wish.owner, site);
  SyncObject& o = *l->object;
  if (may_wait) {
    l->wanted[current->index] = wish;
    do {
      current->looks.idle_looks = 0;  // woken up in vain: it waits all the same
      wait_turn(Operation::lock, o, o.waiters, site, is_free(*l, wish),
                no_deadline);
      if (interrupted_by_signal(true)) return -EINTR;
    } while (!is_free(*l, wish));
  } else {
    point(Operation::try_lock, &o, site);
    if (!is_free(*l, wish)) {
      if (rt().tracing.on)
        trace_step(Operation::try_lock, &o, protocol::step_failed);
      return -EWOULDBLOCK;
    }
  }
  OpenFile* now;
  if (lock_of(descriptor, kind, by, now, error) != l || now != f)
    return -EBADF;  // another thread has closed it
  if (l->count == max_holders) return -ENOLCK;
  if (rt().tracing.on)
    trace_step(may_wait ? Operation::lock : Operation::try_lock, &o, 0);
  take(*l, wish);
  return 0;
}

int can_lock_file(int descriptor, LockKind kind, LockOwner by, Address site) {
  OpenFile* const f = find_file_at_point(descriptor, site);
  if (!f) return -EBADF;
  const FileLock* const l = find_or_make(*f, by == LockOwner::flock);
  return l ? is_free(*l, {owner_of(*f, by), kind}) : -EINVAL;
}

void release_file_locks(const OpenFile& f, const Process& p, bool last) {
  if (locks.count == 0) return;
  if (FileLock* const l = find(f, true); l && last)
    give_back(*l, reinterpret_cast<Owner>(&f));
  if (FileLock* const l = find(f, false)) {
    give_back(*l, Owner{p.index} + 1);
    if (last) give_back(*l, reinterpret_cast<Owner>(&f));
  }
}

void begin_file_locks() { locks.count = 0; }

}  // namespace course::runtime
