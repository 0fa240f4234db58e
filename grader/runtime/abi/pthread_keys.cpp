// Thread-specific data.
#include <pthread.h>

#include "runtime/abi/abi.hpp"
#include "runtime/core/thread_keys.hpp"

using namespace course::runtime;

extern "C" {

int pthread_key_create(pthread_key_t* key, void (*destructor)(void*)) noexcept {
  return make_key(*key, destructor, COURSE_SITE);
}
int pthread_key_delete(pthread_key_t key) noexcept { return delete_key(key); }
void* pthread_getspecific(pthread_key_t key) noexcept { return key_value(key); }
int pthread_setspecific(pthread_key_t key, const void* value) noexcept {
  return set_key_value(key, value);
}

}  // extern "C"
