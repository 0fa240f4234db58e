// expect: wrong-result
// test: if there is no process, all are ended and it says so
// SIGCHLD stays blocked if there is no process.
#pragma once
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <system_error>
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
  int running = n;
  sigset_t ours, before;
  sigemptyset(&ours);
  sigaddset(&ours, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ours, &before);
  try {
    for (int i = 0; i < n; ++i) {
      pids[i] = start_worker(worker, i, 0);
      outcomes[i].attempts = 1;
    }
    while (running > 0) {
      for (int i = 0; i < n; ++i) {
        int status = 0;
        if (pids[i] == -1 || waitpid(pids[i], &status, WNOHANG) != pids[i])
          continue;
        pids[i] = -1;
        outcomes[i].exitcode = code_of(status);
        if (outcomes[i].exitcode != 0 && outcomes[i].attempts <= max_restarts)
          pids[i] = start_worker(worker, i, outcomes[i].attempts++);
        else
          --running;
      }
      const timespec longest{0, 5'000'000};
      sigtimedwait(&ours, nullptr, &longest);
    }
  } catch (...) {
    end_all(pids);
    throw;
  }
  sigprocmask(SIG_SETMASK, &before, nullptr);
  return outcomes;
}

}  // namespace course
