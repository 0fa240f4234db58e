#include "runtime/core/failure.hpp"
#include "runtime/core/held_locks.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/state.hpp"

namespace course::runtime {
namespace {

// A handle: 12 bits of index + 1, 20 bits of the schedule's number, so a handle
// left by an earlier schedule in memory that is not put back (a dead stack
// frame) is not taken for one of this schedule.
constexpr std::uint32_t index_bits = 12;

std::uint32_t make_handle(std::uint32_t index) {
  return rt().generation << index_bits | (index + 1);
}

SyncObject* from_handle(std::uint32_t handle, Address address) {
  const std::uint32_t index = (handle & ((1u << index_bits) - 1)) - 1;
  if (index >= rt().table.count || make_handle(index) != handle) return nullptr;
  SyncObject& o = rt().table.objects[index];
  return o.address == address ? &o : nullptr;
}

// The same address in another process is another object, unless memory is
// shared. No process reaches a 48th bit.
Address key_of(Address address, std::uint32_t process) {
  return is_shared(address) ? address : address | Address{process} << 48;
}

ObjectTable::Slot& slot_of(Address key) {
  ObjectTable& table = rt().table;
  std::uint32_t i =
      static_cast<std::uint32_t>(mix(key, 0)) & (object_slots - 1);
  while (table.slots[i].generation == rt().generation &&
         table.slots[i].key != key)
    i = (i + 1) & (object_slots - 1);
  return table.slots[i];
}

// Memory that fork has copied names its parent's object: the process's own one,
// if there is one yet.
SyncObject* own(SyncObject* o) {
  if (!o || is_shared(o->address) || o->process == current->process) return o;
  return find_object_at_address(o->address);
}

bool in_use(const SyncObject& o) {
  return o.owner || o.count || o.limit || o.destroyed || !o.readers.empty();
}

}  // namespace

SyncObject& new_object(Address address, ObjectKind kind) {
  ObjectTable& table = rt().table;
  if (table.count + 1 >= max_objects)
    fail(Verdict::too_slow,
         "it makes more than 4,000 locks, conditions and atomics", 0);
  SyncObject& o = table.objects[table.count++];
  const auto large = reinterpret_cast<char*>(o.queue);
  __builtin_memset(
      static_cast<void*>(&o), 0,
      static_cast<std::size_t>(large - reinterpret_cast<char*>(&o)));
  const std::uint32_t tasks = rt().most_tasks;
  __builtin_memset(o.queue, 0, tasks);
  o.clock.clear(tasks);
  o.reader_clock.clear(tasks);
  o.address = address;
  o.process = current ? current->process : 0;
  o.kind = kind;
  o.id = table.count;
  return o;
}

SyncObject& object_at_handle(void* memory, ObjectKind kind, std::size_t size) {
  const auto address = reinterpret_cast<Address>(memory);
  check_alive(address, size, kind);
  std::uint32_t handle;
  __builtin_memcpy(&handle, memory, sizeof handle);
  if (handle != 0)
    if (SyncObject* o = own(from_handle(handle, address))) {
      if (o->destroyed) {
        Message m;
        m << "the " << name(kind).data() << " was destroyed before";
        fail(Verdict::lifetime, m.text(), o->id);
      }
      return *o;
    }
  SyncObject& o = new_object(address, kind);
  handle = make_handle(o.id - 1);
  __builtin_memcpy(memory, &handle, sizeof handle);
  return o;
}

SyncObject* find_object_at_address(Address address) {
  ObjectTable::Slot& slot = slot_of(key_of(address, current->process));
  return slot.generation == rt().generation ? &rt().table.objects[slot.index]
                                            : nullptr;
}

SyncObject& object_at_address(Address address, ObjectKind kind) {
  const Address key = key_of(address, current->process);
  ObjectTable::Slot& slot = slot_of(key);
  if (slot.generation == rt().generation) return rt().table.objects[slot.index];
  SyncObject& o = new_object(address, kind);
  slot = {key, rt().generation, o.id - 1};
  return o;
}

void copy_objects(const Task& from, Task& to) {
  const std::uint32_t count = rt().table.count;
  for (std::uint32_t i = 0; i < count; ++i) {
    SyncObject& o = rt().table.objects[i];
    if (o.process != from.process || o.address == 0 || is_shared(o.address) ||
        !in_use(o))
      continue;
    SyncObject& copy = new_object(o.address, o.kind);
    copy.process = to.process;
    copy.owner = o.owner == from.id() ? to.id() : o.owner;
    copy.count = o.count;
    copy.limit = o.limit;
    copy.destroyed = o.destroyed;
    copy.readers = o.readers;
    if (copy.readers.has(from.index)) {
      copy.readers.remove(from.index);
      copy.readers.add(to.index);
    }
    const Address key = key_of(o.address, to.process);
    slot_of(key) = {key, rt().generation, copy.id - 1};
    if (o.owner != from.id()) continue;
    push_held(to, copy, false);
    if (to.held_count <= max_held)
      to.held[to.held_count - 1].step = held_at_fork;
  }
}

void check_process_shared(const SyncObject& o, bool process_shared) {
  if (process_shared || !is_shared(o.address) || o.process == current->process)
    return;
  note_end(Operation::exit, nullptr, current->call_site);
  Message m;
  m << "it uses a " << name(o.kind).data()
    << " in shared memory that is for one process only: "
    << (o.kind == ObjectKind::semaphore ? "sem_init was given pshared 0"
                                        : "it lacks PTHREAD_PROCESS_SHARED")
    << ", and another process has used it before";
  fail(Verdict::crash, m.text(), mix(current->context, o.id));
}

void leave_all_queues(unsigned task) {
  ObjectTable& table = rt().table;
  for (std::uint32_t i = 0; i < table.count; ++i) {
    SyncObject& o = table.objects[i];
    o.waiters.remove(task);
    o.read_waiters.remove(task);
    if (o.kind != ObjectKind::shared_mutex) o.dequeue_task(task);
  }
}

void abandon_shared_locks(const Task& t) {
  ObjectTable& table = rt().table;
  for (std::uint32_t i = 0; i < table.count; ++i) {
    SyncObject& o = table.objects[i];
    if (o.owner != t.id() || !o.robust) continue;
    o.owner = 0;
    o.owner_died = true;
    o.clock.join(t.clock, rt().scheduler.task_count);
    enable(o.waiters);
  }
}

void reset_objects() { rt().table.count = 0; }

}  // namespace course::runtime
