// expect: wrong-result
// test: it returns what the function returns
// The child writes into its own copy.
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
  int result = 0;
  const pid_t pid = fork();
  if (pid == -1)
    throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) {
    try {
      result = f();
    } catch (...) {
      result = 1;
    }
    std::fflush(nullptr);
    _exit(0);
  }
  int status = 0;
  while (waitpid(pid, &status, 0) == -1)
    if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "waitpid");
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : result;
}

}  // namespace course
