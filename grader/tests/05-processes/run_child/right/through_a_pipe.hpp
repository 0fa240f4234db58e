// The result comes through a pipe; an end without one is a signal.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <system_error>

namespace course {

inline int run_child(const std::function<int()>& f) {
  std::cout.flush();
  std::fflush(nullptr);
  int ends[2];
  if (pipe(ends) == -1)
    throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t pid = fork();
  if (pid == -1) {
    const int error = errno;
    close(ends[0]);
    close(ends[1]);
    throw std::system_error(error, std::generic_category(), "fork");
  }
  if (pid == 0) {
    close(ends[0]);
    unsigned char code = 1;
    try {
      code = static_cast<unsigned char>(f());
    } catch (...) {
    }
    std::cout.flush();
    std::fflush(nullptr);
    while (write(ends[1], &code, 1) == -1 && errno == EINTR) {
    }
    _exit(0);
  }
  close(ends[1]);
  unsigned char code = 0;
  ssize_t n;
  do n = read(ends[0], &code, 1);
  while (n == -1 && errno == EINTR);
  close(ends[0]);
  int status = 0;
  while (waitpid(pid, &status, 0) == -1)
    if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "waitpid");
  return n == 1 ? code : 128 + WTERMSIG(status);
}

}  // namespace course
