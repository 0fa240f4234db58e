// A descriptor for each, and one poll() for all.
#pragma once
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
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
  std::vector<pollfd> ends(n, pollfd{-1, POLLIN, 0});
  int running = n;
  const auto start = [&](int i) {
    pids[i] = start_worker(worker, i, outcomes[i].attempts++);
    ends[i].fd = static_cast<int>(syscall(SYS_pidfd_open, pids[i], 0));
  };
  try {
    for (int i = 0; i < n; ++i) start(i);
    while (running > 0) {
      if (poll(ends.data(), ends.size(), -1) == -1) continue;
      for (int i = 0; i < n; ++i) {
        int status = 0;
        if (pids[i] == -1 || ends[i].revents == 0) continue;
        wait_for(pids[i], &status);
        close(ends[i].fd);
        ends[i].fd = -1;
        pids[i] = -1;
        outcomes[i].exitcode = code_of(status);
        if (outcomes[i].exitcode != 0 && outcomes[i].attempts <= max_restarts)
          start(i);
        else
          --running;
      }
    }
  } catch (...) {
    end_all(pids);
    for (const pollfd& end : ends)
      if (end.fd != -1) close(end.fd);
    throw;
  }
  return outcomes;
}

}  // namespace course
