// Thread-specific data, C11 threads, cleanup handlers, static semaphores.
#include <pthread.h>
#include <semaphore.h>
#include <threads.h>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

std::counting_semaphore<> units{2};
std::atomic<int> destroyed{0};

int add(void* number) {
  ++*static_cast<std::atomic<int>*>(number);
  return 7;
}

}  // namespace

// expect: pass
COURSE_SCENARIO("a semaphore that a static initialiser made") {
  std::atomic<int> inside{0};
  std::atomic<bool> too_many{false};
  const auto enter = [&] {
    units.acquire();
    if (++inside > 2) too_many = true;
    --inside;
    units.release();
  };
  all_three(enter, enter, enter);
  course_test::observe("holds", !too_many && !units.try_acquire() == false);
}

// expect: pass, every order
COURSE_SCENARIO("thread-specific data with destructors") {
  pthread_key_t key;
  pthread_key_create(&key, [](void* value) {
    destroyed += *static_cast<int*>(value);
    delete static_cast<int*>(value);
  });
  const auto use = [&] {
    const bool fresh = pthread_getspecific(key) == nullptr;
    pthread_setspecific(key, new int(fresh ? 1 : 100));
  };
  both(use, use);
  course_test::observe("holds", destroyed == 2 && !pthread_getspecific(key));
  pthread_key_delete(key);
}

// expect: pass
COURSE_SCENARIO("C11 threads, mutexes, conditions, once") {
  std::atomic<int> number{0};
  thrd_t thread;
  int result = 0;
  const bool made = thrd_create(&thread, add, &number) == thrd_success;
  const bool joined = thrd_join(thread, &result) == thrd_success;

  mtx_t mutex;
  cnd_t changed;
  mtx_init(&mutex, mtx_plain);
  cnd_init(&changed);
  bool ready = false;
  both(
      [&] {
        mtx_lock(&mutex);
        while (!ready) cnd_wait(&changed, &mutex);
        mtx_unlock(&mutex);
      },
      [&] {
        mtx_lock(&mutex);
        ready = true;
        cnd_signal(&changed);
        mtx_unlock(&mutex);
      });
  cnd_destroy(&changed);
  mtx_destroy(&mutex);
  course_test::observe("holds", made && joined && result == 7 && number == 1);
}

// expect: pass
COURSE_SCENARIO("a cleanup handler runs when the thread exits") {
  static std::atomic<int> cleaned;
  cleaned = 0;
  pthread_t thread;
  pthread_create(
      &thread, nullptr,
      [](void*) -> void* {
        pthread_cleanup_push([](void*) { ++cleaned; }, nullptr);
        pthread_exit(nullptr);
        pthread_cleanup_pop(0);
        return nullptr;
      },
      nullptr);
  pthread_join(thread, nullptr);
  course_test::observe("holds", cleaned == 1);
}

// expect: pass
COURSE_SCENARIO("threads are counted") {
  both([] {}, [] {});
  course_test::observe("holds", course_test::threads_made() == 2);
}
