#include "runtime/core/thread_keys.hpp"

#include <cerrno>

#include "runtime/core/fingerprint.hpp"
#include "runtime/core/memory_map.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/state.hpp"

namespace course::runtime {
namespace {

constexpr int destructor_rounds = 4;

// A static initialiser may come before all else.
KeyTable& table() {
  reserve_memory();
  return rt().keys;
}

void** values() {
  return inside() ? current->key_values : rt().keys.driver_values;
}

}  // namespace

int make_key(unsigned& key, void (*destructor)(void*), Address site) {
  KeyTable& t = table();
  if (inside()) note_in_order();
  for (unsigned i = 0; i < max_keys; ++i) {
    if (t.keys[i].used) continue;
    t.keys[i] = {true, destructor};
    t.changed = true;
    if (i >= t.high) t.high = i + 1;
    // POSIX: the value is null in all threads.
    for (std::uint32_t n = 0; n < rt().scheduler.task_count; ++n)
      rt().tasks[n].key_values[i] = nullptr;
    t.driver_values[i] = nullptr;
    key = i;
    if (!inside() || site >= library_code) t.kept[i] = t.keys[i];
    return 0;
  }
  return EAGAIN;
}

int delete_key(unsigned key) {
  KeyTable& t = table();
  if (inside()) note_in_order();
  if (key >= max_keys || !t.keys[key].used) return EINVAL;
  t.keys[key] = {};
  t.changed = true;
  if (!inside()) t.kept[key] = {};
  return 0;
}

void* key_value(unsigned key) {
  table();
  return key < max_keys ? values()[key] : nullptr;
}

int set_key_value(unsigned key, const void* value) {
  if (key >= max_keys || !table().keys[key].used) return EINVAL;
  values()[key] = const_cast<void*>(value);
  return 0;
}

void reset_keys() {
  KeyTable& t = rt().keys;
  if (!t.changed) return;
  t.changed = false;
  for (unsigned i = 0; i < max_keys; ++i) t.keys[i] = t.kept[i];
}

void run_key_destructors() {
  bool again = true;
  for (int round = 0; again && round < destructor_rounds; ++round) {
    again = false;
    for (unsigned i = 0; i < rt().keys.high; ++i) {
      void* const value = current->key_values[i];
      if (!value || !rt().keys.keys[i].destructor) continue;
      current->key_values[i] = nullptr;
      const auto destructor = rt().keys.keys[i].destructor;
      current->in_library =
          reinterpret_cast<Address>(destructor) >= library_code;
      if (current->in_library) {
        keep_apart();
        rt().library_published = true;
        release(*current, rt().library_clock);
      }
      destructor(value);
      current->in_library = false;
      again = true;
    }
  }
}

}  // namespace course::runtime
