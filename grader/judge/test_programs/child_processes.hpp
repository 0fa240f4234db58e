// Children that do one thing and end, and memory that they share.
#pragma once

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <new>

namespace programs {

template <class Function>
pid_t child(Function f) {
  const pid_t pid = fork();
  if (pid == 0) {
    f();
    _exit(0);
  }
  return pid;
}

inline int status_of(pid_t pid) {
  int status = -1;
  return waitpid(pid, &status, 0) == pid ? status : -1;
}

inline bool ends_well(pid_t pid) { return status_of(pid) == 0; }

inline void close_all(const int (&ends)[2]) {
  for (int fd : ends) close(fd);
}

template <class T>
T* shared() {
  void* p = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return new (p) T();
}

}  // namespace programs
