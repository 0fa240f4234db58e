// What people get wrong with memory that has a name or a descriptor.
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

int* map_ints(int fd, std::size_t n) {
  return static_cast<int*>(mmap(nullptr, n * sizeof(int),
                                PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
}

template <class Function>
void in_two_processes(Function f) {
  const pid_t pid = fork();
  f();
  if (pid == 0) _exit(0);
  waitpid(pid, nullptr, 0);
}

}  // namespace

// expect: leak "the name "/left" of shared memory is still there"
COURSE_SCENARIO("a name left behind") {
  close(shm_open("/left", O_CREAT | O_RDWR, 0600));
}

// expect: leak "nobody has called sem_unlink"
COURSE_SCENARIO("the name of a semaphore left behind") {
  sem_close(sem_open("/left", O_CREAT, 0600, 1));
}

// expect: leak "the file "/tmp/aaaaaa" is still there"
COURSE_SCENARIO("a temporary file left behind") {
  char name[] = "/tmp/XXXXXX";
  close(mkstemp(name));
}

// expect: leak "descriptor 3 is still open"
COURSE_SCENARIO("its descriptor left open") {
  if (ftruncate(memfd_create("", 0), 4)) return;
}

// expect: lifetime "beyond the end of the file"
COURSE_SCENARIO("a file without room") {
  const int fd = memfd_create("", 0);
  *map_ints(fd, 1) = 1;
}

// expect: lifetime "for reading only"
COURSE_SCENARIO("mapped without PROT_WRITE") {
  int* const n = static_cast<int*>(
      mmap(nullptr, 4, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  *n = 1;
}

// expect: lifetime "no longer mapped"
COURSE_SCENARIO("used behind munmap of one of two mappings") {
  const int fd = memfd_create("", 0);
  if (ftruncate(fd, 4)) return;
  int* const a = map_ints(fd, 1);
  int* const b = map_ints(fd, 1);
  munmap(a, 4);
  *b = 1;
  munmap(b, 4);
  *b = 2;
}

// expect: forbidden "a file that is not modelled"
COURSE_SCENARIO("a file of the C library's") {
  FILE* const f = std::tmpfile();
  map_ints(fileno(f), 1);
}

// expect: data-race
COURSE_SCENARIO("flock on a descriptor that fork has copied") {
  const int fd = memfd_create("", 0);
  int* const n = shared<int>();
  in_two_processes([&] {
    flock(fd, LOCK_EX);
    ++*n;
    flock(fd, LOCK_UN);
  });
  close(fd);
  munmap(n, sizeof *n);
}

// expect: crash "for one process only"
COURSE_SCENARIO("a shared mutex for one process") {
  auto* const l = shared<pthread_rwlock_t>();
  in_two_processes([&] {
    pthread_rwlock_wrlock(l);
    pthread_rwlock_unlock(l);
  });
  munmap(l, sizeof *l);
}

// expect: crash "for one process only"
COURSE_SCENARIO("a barrier for one process") {
  auto* const b = shared<pthread_barrier_t>();
  pthread_barrier_init(b, nullptr, 2);
  in_two_processes([&] { pthread_barrier_wait(b); });
  munmap(b, sizeof *b);
}

// expect: data-race
COURSE_SCENARIO("a robust mutex that nobody makes consistent") {
  struct Locked {
    pthread_mutex_t mutex;
    int number;
  };
  auto* const l = shared<Locked>();
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&l->mutex, &a);
  if (const pid_t pid = fork(); pid == 0) {
    pthread_mutex_lock(&l->mutex);
    _exit(0);
  } else {
    waitpid(pid, nullptr, 0);
  }
  in_two_processes([l] {
    for (int i = 0; i < 2; ++i) {  // the second time nobody has the lock
      pthread_mutex_lock(&l->mutex);
      ++l->number;
      pthread_mutex_unlock(&l->mutex);
    }
  });
  munmap(l, sizeof *l);
}

// expect: wrong-result
// with: killed
COURSE_SCENARIO("killed between two writes") {
  auto* const n = shared<std::array<int, 2>>();
  if (const pid_t pid = fork(); pid == 0) {
    course_test::MayBeKilled may_be_killed;
    (*n)[0] = 1;
    (*n)[1] = 1;
    _exit(0);
  } else {
    waitpid(pid, nullptr, 0);
  }
  course_test::observe("holds", (*n)[0] == (*n)[1]);
  munmap(n, sizeof *n);
}

// expect: lost-wakeup
COURSE_SCENARIO("atomic wait for another process") {
  auto* const ready = shared<std::atomic<int>>();
  if (const pid_t pid = fork(); pid == 0) {
    ready->wait(0);
    _exit(0);
  } else {
    *ready = 1;
    ready->notify_all();
    waitpid(pid, nullptr, 0);
  }
  munmap(ready, sizeof *ready);
}

// What an order has written between mappings when it fails is not there in the
// next, in which a larger one lies there.
// expect: lifetime "it lies outside every mapping"
COURSE_SCENARIO("read beyond a mapping, where another order has one") {
  int ends[2];
  if (pipe(ends)) return;
  std::atomic<bool> small{false};
  both(
      [&] {
        const std::size_t size = small ? 4096 : 8192;
        void* const p = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        auto* const page = static_cast<char*>(p) + 4096;
        if (size == 8192 && page[0] != 0) abort();
        if (write(ends[1], "x", 1) != 1 || read(ends[0], page, 1) != 1) abort();
        munmap(p, size);
      },
      [&] { small = true; });
  for (int fd : ends) close(fd);
}
