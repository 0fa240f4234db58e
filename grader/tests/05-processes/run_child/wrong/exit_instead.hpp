// expect: wrong-result
// test: what the caller has registered for its exit does not run
// exit() runs what the parent has registered for its own end.
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
  const pid_t pid = fork();
  if (pid == -1)
    throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) {
    int code = 1;
    try {
      code = f();
    } catch (...) {
    }
    exit(code);
  }
  int status = 0;
  while (waitpid(pid, &status, 0) == -1)
    if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace course
