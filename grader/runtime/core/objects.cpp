#include "runtime/core/failure.hpp"
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

ObjectTable::Slot& slot_of(Address address) {
  ObjectTable& table = rt().table;
  std::uint32_t i =
      static_cast<std::uint32_t>(mix(address, 0)) & (object_slots - 1);
  while (table.slots[i].generation == rt().generation &&
         table.slots[i].address != address)
    i = (i + 1) & (object_slots - 1);
  return table.slots[i];
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
    if (SyncObject* o = from_handle(handle, address)) {
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
  ObjectTable::Slot& slot = slot_of(address);
  return slot.generation == rt().generation ? &rt().table.objects[slot.index]
                                            : nullptr;
}

SyncObject& object_at_address(Address address, ObjectKind kind) {
  ObjectTable::Slot& slot = slot_of(address);
  if (slot.generation == rt().generation) return rt().table.objects[slot.index];
  SyncObject& o = new_object(address, kind);
  slot = {address, rt().generation, o.id - 1};
  return o;
}

void reset_objects() { rt().table.count = 0; }

}  // namespace course::runtime
