// Parent and child each have a function of their own.
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

[[noreturn]] inline void child(const std::function<int()>& f) noexcept {
  const int code = [&] {
    try {
      return f();
    } catch (...) {
      return 1;
    }
  }();
  std::cout.flush();
  std::fflush(stdout);
  std::_Exit(code);
}

inline int end_of(pid_t pid) {
  for (;;) {
    int status;
    if (waitpid(pid, &status, 0) == pid) {
      if (WIFSIGNALED(status)) return 128 + WTERMSIG(status);
      return WEXITSTATUS(status);
    }
    if (errno != EINTR)
      throw std::system_error(errno, std::system_category(), "waitpid");
  }
}

inline int run_child(const std::function<int()>& f) {
  std::cout.flush();
  std::fflush(stdout);
  const pid_t pid = fork();
  switch (pid) {
    case -1:
      throw std::system_error(errno, std::system_category(), "no process");
    case 0:
      child(f);
    default:
      return end_of(pid);
  }
}

}  // namespace course
