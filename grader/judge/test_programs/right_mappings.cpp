// Memory with a name, and memory behind a descriptor.
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

int* map_ints(int fd, std::size_t n, int sharing = MAP_SHARED) {
  void* p =
      mmap(nullptr, n * sizeof(int), PROT_READ | PROT_WRITE, sharing, fd, 0);
  return p == MAP_FAILED ? nullptr : static_cast<int*>(p);
}

template <class Function>
bool child_ends_well(Function f) {
  return ends_well(child([&] { _exit(f() ? 0 : 1); }));
}

}  // namespace

// expect: pass
COURSE_SCENARIO("a child opens the same name") {
  const int fd = shm_open("/numbers", O_CREAT | O_EXCL | O_RDWR, 0600);
  bool right = ftruncate(fd, 5000) == 0;
  int* const n = map_ints(fd, 1250);
  right &= fcntl(fd, F_GETFD) == FD_CLOEXEC && close(fd) == 0;
  right &= child_ends_well([] {
    const int again = shm_open("/numbers", O_RDWR, 0);
    struct stat s {};
    int* const there = map_ints(again, 1250);
    there[0] = 1;
    there[1249] = 2;
    return fstat(again, &s) == 0 && s.st_size == 5000 && close(again) == 0 &&
           munmap(there, 5000) == 0;
  });
  right &= n[0] == 1 && n[1249] == 2 && n[600] == 0;
  right &= munmap(n, 5000) == 0 && shm_unlink("/numbers") == 0;
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a name that exists, and one that does not") {
  bool right = shm_open("/x", O_RDWR, 0) == -1 && errno == ENOENT;
  const int fd = shm_open("/x", O_CREAT | O_RDWR, 0600);
  right &=
      shm_open("/x", O_CREAT | O_EXCL | O_RDWR, 0600) == -1 && errno == EEXIST;
  right &= shm_unlink("/x") == 0 && shm_unlink("/x") == -1 && errno == ENOENT;
  // Without its name it is still there for who has it open.
  right &= ftruncate(fd, 4) == 0;
  int* const n = map_ints(fd, 1);
  *n = 7;
  close(fd);
  course_test::observe("holds", right && *n == 7);
  munmap(n, 4);
}

// expect: pass
COURSE_SCENARIO("memory that has only a descriptor") {
  const int fd = memfd_create("numbers", MFD_CLOEXEC);
  bool right = ftruncate(fd, sizeof(int)) == 0;
  int* const first = map_ints(fd, 1);
  right &= child_ends_well([&] {
    int* const second = map_ints(fd, 1);
    *second = 3;
    return munmap(second, 4) == 0 && *first == 3;
  });
  int* const own = map_ints(fd, 1, MAP_PRIVATE);
  *own += 1;
  right &= *own == 4 && *first == 3;
  close(fd);
  munmap(own, 4);
  munmap(first, 4);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a temporary file, by write and by mapping") {
  char name[] = "/tmp/courseXXXXXX";
  const int fd = mkstemp(name);
  bool right = unlink(name) == 0 && unlink(name) == -1 && errno == ENOENT;
  right &=
      lseek(fd, 2 * sizeof(int) - 1, SEEK_SET) == 7 && write(fd, "", 1) == 1;
  int* const n = map_ints(fd, 2);
  n[1] = 5;
  int got = 0;
  right &= lseek(fd, sizeof(int), SEEK_SET) == 4 &&
           read(fd, &got, sizeof got) == sizeof got && got == 5 &&
           read(fd, &got, sizeof got) == 0;
  right &= posix_fallocate(fd, 0, 4) == 0 && lseek(fd, 0, SEEK_END) == 8;
  close(fd);
  munmap(n, 8);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("what is made smaller and larger again is zero") {
  const int fd = memfd_create("", 0);
  bool right = ftruncate(fd, 8) == 0;
  int* const n = map_ints(fd, 2);
  n[0] = 1;
  n[1] = 2;
  right &= ftruncate(fd, 4) == 0 && ftruncate(fd, 8) == 0;
  course_test::observe("holds", right && n[0] == 1 && n[1] == 0);
  munmap(n, 8);
  close(fd);
}

// expect: pass
COURSE_SCENARIO("what is open for reading is not mapped for writing") {
  const int fd = shm_open("r", O_CREAT | O_RDONLY, 0600);
  const bool right = map_ints(fd, 1) == nullptr && errno == EACCES;
  close(fd);
  shm_unlink("/r");
  course_test::observe("holds", right);
}

// expect: pass, every order
COURSE_SCENARIO("a file lock of two open files, and one of two processes") {
  char name[] = "/tmp/XXXXXX";
  const int fd = mkstemp(name);
  int* const n = map_ints(-1, 2, MAP_SHARED | MAP_ANONYMOUS);
  const auto add = [&] {
    const int own = open(name, O_RDWR);
    flock(own, LOCK_EX);
    ++n[0];
    flock(own, LOCK_UN);
    close(own);
    lockf(fd, F_LOCK, 0);
    ++n[1];
    struct flock l {};
    l.l_type = F_UNLCK;
    fcntl(fd, F_SETLK, &l);
  };
  const pid_t pid = fork();
  if (pid == 0) {
    add();
    _exit(0);
  }
  add();
  waitpid(pid, nullptr, 0);
  course_test::observe("holds", n[0] == 2 && n[1] == 2);
  munmap(n, 8);
  close(fd);
  unlink(name);
}

// expect: pass
COURSE_SCENARIO("who ends or closes gives its file lock back") {
  const int fd = memfd_create("", 0);
  const int ready = memfd_create("", 0);
  bool right = flock(fd, LOCK_EX) == 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
  right &= lockf(ready, F_LOCK, 0) == 0;
  right &= child_ends_well([&] {
    struct flock l {};
    l.l_type = F_WRLCK;
    return flock(fd, LOCK_EX | LOCK_NB) == 0 &&  // the same open file
           lockf(ready, F_TLOCK, 0) == -1 && fcntl(ready, F_GETLK, &l) == 0 &&
           l.l_type == F_WRLCK;
  });
  close(dup(ready));  // it is enough to close any
  right &= child_ends_well([&] { return lockf(ready, F_LOCK, 0) == 0; });
  right &= lockf(ready, F_TEST, 0) == 0;
  close(fd);
  close(ready);
  course_test::observe("holds", right);
}

// expect: pass, every order
COURSE_SCENARIO("a semaphore with a name") {
  int* const n = map_ints(-1, 1, MAP_SHARED | MAP_ANONYMOUS);
  const auto add = [n] {
    sem_t* const s = sem_open("/lock", O_CREAT, 0600, 1);
    sem_wait(s);
    ++*n;
    sem_post(s);
    return sem_close(s) == 0;
  };
  const pid_t pid = fork();
  if (pid == 0) _exit(!add());
  add();
  waitpid(pid, nullptr, 0);
  course_test::observe("holds", *n == 2 && sem_unlink("/lock") == 0 &&
                                    sem_open("/lock", 0) == SEM_FAILED);
  munmap(n, 4);
}

// expect: pass
COURSE_SCENARIO("a shared mutex for several processes") {
  struct Locked {
    pthread_rwlock_t lock;
    int number;
  };
  auto* const l = shared<Locked>();
  pthread_rwlockattr_t a;
  pthread_rwlockattr_init(&a);
  pthread_rwlockattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_rwlock_init(&l->lock, &a);
  const auto add = [l] {
    pthread_rwlock_wrlock(&l->lock);
    ++l->number;
    return pthread_rwlock_unlock(&l->lock) == 0;
  };
  const pid_t pid = fork();
  if (pid == 0) _exit(!add());
  add();
  waitpid(pid, nullptr, 0);
  course_test::observe("holds", l->number == 2);
  munmap(l, sizeof *l);
}
