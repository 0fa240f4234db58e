// expect: deadlock
// test: all workers run once if they succeed
// Two deaths may be one signal.
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

inline volatile sig_atomic_t deaths = 0;
inline volatile pid_t dead[64];
inline volatile int statuses[64];

inline void on_child(int) {
  int status;
  const pid_t pid = waitpid(-1, &status, WNOHANG);
  if (pid <= 0) return;
  dead[deaths] = pid;
  statuses[deaths] = status;
  deaths = deaths + 1;
}

inline std::vector<Outcome> supervise(int n, const Worker& worker,
                                      int max_restarts) {
  std::vector<Outcome> outcomes(n);
  std::vector<pid_t> pids(n, -1);
  int running = n;
  struct sigaction action {
  }, before;
  action.sa_handler = on_child;
  sigaction(SIGCHLD, &action, &before);
  sigset_t child, old;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, &old);
  deaths = 0;
  int seen = 0;
  try {
    for (int i = 0; i < n; ++i) {
      pids[i] = start_worker(worker, i, 0);
      outcomes[i].attempts = 1;
    }
    while (running > 0) {
      while (seen == deaths) sigsuspend(&old);
      const pid_t pid = dead[seen];
      const int status = statuses[seen++];
      for (int i = 0; i < n; ++i) {
        if (pids[i] != pid) continue;
        pids[i] = -1;
        outcomes[i].exitcode = code_of(status);
        if (outcomes[i].exitcode != 0 && outcomes[i].attempts <= max_restarts)
          pids[i] = start_worker(worker, i, outcomes[i].attempts++);
        else
          --running;
      }
    }
  } catch (...) {
    end_all(pids);
    sigaction(SIGCHLD, &before, nullptr);
    sigprocmask(SIG_SETMASK, &old, nullptr);
    throw;
  }
  sigaction(SIGCHLD, &before, nullptr);
  sigprocmask(SIG_SETMASK, &old, nullptr);
  return outcomes;
}

}  // namespace course
