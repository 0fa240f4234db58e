// Thread-specific data (POSIX pthread_key_create): values by task, destructors
// at the end of a thread. Keys made before the first schedule or by libraries
// stay; the others are gone when their schedule is.
#pragma once

#include "runtime/core/layout.hpp"

namespace course::runtime {

struct Task;

inline constexpr unsigned max_keys = 128;  // PTHREAD_KEYS_MAX of POSIX

struct ThreadKey {
  bool used;
  void (*destructor)(void*);
};

// 0, or EAGAIN if there are max_keys. A library, which remembers that it has
// made its key, keeps it for all schedules.
int make_key(unsigned& key, void (*destructor)(void*), Address site);
int delete_key(unsigned key);
// Of the running task, or of the driver.
void* key_value(unsigned key);
int set_key_value(unsigned key, const void* value);

// Called at the start of each schedule.
void reset_keys();
// Runs the destructors of what the current task, which is ending, has set; up
// to four rounds of them (PTHREAD_DESTRUCTOR_ITERATIONS).
void run_key_destructors();

}  // namespace course::runtime
