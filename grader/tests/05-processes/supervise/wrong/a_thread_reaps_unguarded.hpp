// expect: lifetime
// test: if there is no process, all are ended and it says so
// Another thread kills, and its number may be gone.
#pragma once
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

namespace course {

struct Outcome {
  int attempts = 0;
  int exitcode = 0;
};

using Worker = std::function<int(int index, int attempt)>;

inline pid_t start_worker(const Worker& worker, int index, int attempt) {
  std::fflush(nullptr);
  const pid_t pid = fork();
  if (pid == -1)
    throw std::system_error(errno, std::generic_category(), "fork");
  if (pid != 0) return pid;
  int code = 1;
  try {
    code = worker(index, attempt);
  } catch (...) {
  }
  std::fflush(nullptr);
  _exit(code);
}

inline int code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

inline void wait_for(pid_t pid, int* status) {
  while (waitpid(pid, status, 0) == -1 && errno == EINTR) {
  }
}

inline void end_all(const std::vector<pid_t>& pids) {
  for (const pid_t pid : pids)
    if (pid > 0) kill(pid, SIGKILL);
  for (const pid_t pid : pids)
    if (pid > 0) wait_for(pid, nullptr);
}

inline std::vector<Outcome> supervise(int n, const Worker& worker,
                                      int max_restarts) {
  std::vector<Outcome> outcomes(n);
  std::vector<pid_t> pids(n, -1);
  std::mutex mutex;
  std::exception_ptr failed;
  // Guarded by the mutex: no child is started, and none reaped, meanwhile.
  const auto start = [&](int i) {
    std::lock_guard lock(mutex);
    if (failed) return false;
    try {
      pids[i] = start_worker(worker, i, outcomes[i].attempts);
      ++outcomes[i].attempts;
      return true;
    } catch (...) {
      failed = std::current_exception();
      for (const pid_t pid : pids)
        if (pid > 0) kill(pid, SIGTERM);
      return false;
    }
  };
  const auto watch = [&](int i) {
    do {
      pid_t pid;
      {
        std::lock_guard lock(mutex);
        pid = pids[i];
      }
      int status = 0;
      wait_for(pid, &status);
      std::lock_guard lock(mutex);
      pids[i] = -1;
      outcomes[i].exitcode = code_of(status);
    } while (outcomes[i].exitcode != 0 &&
             outcomes[i].attempts <= max_restarts && start(i));
  };
  {
    std::vector<std::jthread> watchers;
    for (int i = 0; i < n; ++i)
      if (start(i)) watchers.emplace_back(watch, i);
  }
  if (failed) std::rethrow_exception(failed);
  return outcomes;
}

}  // namespace course
