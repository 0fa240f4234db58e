// Locks on files, and files that several threads or processes use at a time.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

int open_temporary() {
  char name[] = "/tmp/courseXXXXXX";
  const int fd = mkstemp(name);
  unlink(name);
  return fd;
}

pthread_barrier_t* shared_barrier(unsigned n) {
  auto* const b = shared<pthread_barrier_t>();
  pthread_barrierattr_t attributes;
  pthread_barrierattr_init(&attributes);
  pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_barrier_init(b, &attributes, n);
  return b;
}

template <class T>
void unshare(T* p) {
  munmap(p, sizeof(T));
}

void on_signal(int) {}

const int removed_before_start = sem_unlink("/none");

}  // namespace

// expect: pass
COURSE_SCENARIO("two have a shared lock at a time") {
  const int fd = shm_open("/file", O_CREAT | O_RDWR, 0600);
  pthread_barrier_t* const both_have_it = shared_barrier(2);
  const auto lock = [&] {
    const int own = shm_open("/file", O_RDWR, 0);
    flock(own, LOCK_SH);
    pthread_barrier_wait(both_have_it);
    flock(own, LOCK_UN);
    close(own);
  };
  const pid_t pid = child(lock);
  lock();
  course_test::observe("holds", ends_well(pid));
  close(fd);
  shm_unlink("/file");
  unshare(both_have_it);
}

// expect: pass
// with: blocks
COURSE_SCENARIO("a writer waits for many readers, and is not busy") {
  const int fd = open_temporary();
  const auto read_often = [&] {
    for (int i = 0; i < 70; ++i) {
      lockf(fd, F_TEST, 0);
      struct flock l {};
      l.l_type = F_RDLCK;
      fcntl(fd, F_SETLKW, &l);
      l.l_type = F_UNLCK;
      fcntl(fd, F_SETLK, &l);
    }
  };
  const pid_t a = child(read_often), b = child(read_often);
  lockf(fd, F_LOCK, 0);
  lockf(fd, F_ULOCK, 0);
  course_test::observe("holds", ends_well(a) && ends_well(b));
  close(fd);
}

// expect: pass
COURSE_SCENARIO("two that have a shared lock both want it alone") {
  const int fd = shm_open("/file", O_CREAT | O_RDWR, 0600);
  pthread_barrier_t* const both_have_it = shared_barrier(2);
  const auto lock = [&] {
    const int own = shm_open("/file", O_RDWR, 0);
    flock(own, LOCK_SH);
    pthread_barrier_wait(both_have_it);
    flock(own, LOCK_EX);
    close(own);
  };
  const pid_t pid = child(lock);
  lock();
  course_test::observe("holds", ends_well(pid));
  close(fd);
  shm_unlink("/file");
  unshare(both_have_it);
}

// expect: pass, every order
COURSE_SCENARIO("flock and fcntl know nothing of each other") {
  const int fd = open_temporary();
  bool right = flock(fd, LOCK_EX) == 0;
  right &= ends_well(child([&] { _exit(lockf(fd, F_TLOCK, 0) != 0); }));
  close(fd);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a signal ends the wait for a file lock") {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGUSR1, &action, nullptr);
  const int fd = open_temporary();
  lockf(fd, F_LOCK, 0);
  const pid_t pid =
      child([&] { _exit(lockf(fd, F_LOCK, 0) != -1 || errno != EINTR); });
  int status;
  do {  // until it comes while the child waits
    kill(pid, SIGUSR1);
    usleep(1000);
  } while (waitpid(pid, &status, WNOHANG) == 0);
  course_test::observe("holds", status == 0);
  close(fd);
}

// expect: pass, every order
COURSE_SCENARIO("a lock for writing needs a descriptor for writing") {
  const int fd = shm_open("/file", O_CREAT | O_RDONLY, 0600);
  bool right = lockf(fd, F_TLOCK, 0) == -1 && errno == EBADF;
  struct flock l {};
  l.l_type = F_RDLCK;
  right &= fcntl(fd, F_SETLK, &l) == 0 && flock(fd, LOCK_EX) == 0;
  close(fd);
  shm_unlink("/file");
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("what another thread closes while one waits for its lock") {
  const int fd = shm_open("/file", O_CREAT | O_RDWR, 0600);
  const pid_t pid = child([&] {
    close(fd);
    const int own = shm_open("/file", O_RDWR, 0);
    flock(own, LOCK_EX);
    close(own);
  });
  int ends[2];
  bool locked = false, piped = false;
  both(
      [&] {
        locked = flock(fd, LOCK_EX) == 0 || errno == EBADF || errno == EINVAL;
      },
      [&] {
        close(fd);
        piped = pipe(ends) == 0;
      });
  close_all(ends);
  shm_unlink("/file");
  course_test::observe("holds", ends_well(pid) && locked && piped);
}

// expect: pass, every order
COURSE_SCENARIO("what is written at an offset is there") {
  const int fd = open_temporary();
  char text[4] = {};
  bool right = pwrite(fd, "xbc", 3, 0) == 3 && pwrite(fd, "a", 1, 0) == 1;
  right &= pread(fd, text, 3, 1) == 2 && !strcmp(text, "bc");
  right &= read(fd, text, 3) == 3 && !strcmp(text, "abc") && fsync(fd) == 0;
  right &= fchmod(fd, 0644) == 0;
  int ends[2];
  right &= pipe(ends) == 0 && pread(ends[0], text, 1, 0) == -1;
  right &= errno == ESPIPE && lseek(ends[0], 0, SEEK_SET) == -1;
  right &= errno == ESPIPE && ftruncate(ends[1], 0) == -1 && errno == EINVAL;
  close_all(ends);
  pollfd always{fd, POLLIN, 0};
  right &= poll(&always, 1, -1) == 1 && always.revents == POLLIN;
  close(fd);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("two append to a file") {
  const int fd = shm_open("/log", O_CREAT | O_RDWR, 0600);
  const auto append = [&] {
    const int own = open("/dev/shm/log", O_WRONLY | O_APPEND);
    for (int i = 0; i < 2; ++i)
      if (write(own, "ab", 2) != 2) _exit(1);
    close(own);
  };
  const pid_t pid = child(append);
  append();
  bool right = ends_well(pid);
  char text[9] = {};
  right &= read(fd, text, 9) == 8 && !strcmp(text, "abababab");
  right &= fcntl(fd, F_SETFL, O_APPEND) == 0 && lseek(fd, 0, SEEK_SET) == 0;
  right &= fcntl(fd, F_GETFL) == (O_RDWR | O_APPEND) && write(fd, "c", 1) == 1;
  struct stat s {};
  right &= fstat(fd, &s) == 0 && s.st_size == 9;
  close(fd);
  shm_unlink("/log");
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("who looks for a size gives way") {
  const int fd = open_temporary();
  const pid_t pid = child([&] {
    if (ftruncate(fd, 1)) _exit(1);
  });
  while (lseek(fd, 0, SEEK_END) == 0) {
  }
  course_test::observe("holds", ends_well(pid));
  close(fd);
}

// expect: pass, every order
COURSE_SCENARIO("a name that is removed before the start") {
  course_test::observe("holds", removed_before_start == -1);
}
