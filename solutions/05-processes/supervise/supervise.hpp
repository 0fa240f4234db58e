#pragma once
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <functional>
#include <optional>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace course {

struct Outcome {
  int attempts = 0;  // how often it was started
  int exitcode = 0;  // of its last attempt; -n if signal n killed it
};

using Worker =
    std::function<int(int index, int attempt)>;  // attempt 0, 1, 2, ...

namespace detail {

constexpr pid_t nobody = -1;  // never given to waitpid or kill

// Returns in the parent only.
inline pid_t start(const Worker& worker, int index, int attempt) {
  std::fflush(nullptr);  // else both would print what is in the buffer
  const pid_t pid = fork();
  if (pid == -1)
    throw std::system_error(errno, std::generic_category(), "fork");
  if (pid != 0) return pid;
  int code = 1;
  try {
    code = worker(index, attempt);
  } catch (...) {
    // 1, as promised.
  }
  std::fflush(nullptr);
  _exit(code);
}

// The exit code of a child that has ended, which it has for one caller only.
inline std::optional<int> reap(pid_t pid, int options) {
  int status = 0;
  pid_t ended;
  do ended = waitpid(pid, &status, options);
  while (ended == -1 && errno == EINTR);
  if (ended == -1)
    throw std::system_error(errno, std::generic_category(), "waitpid");
  if (ended == 0) return std::nullopt;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

inline void end_all(const std::vector<pid_t>& pids) {
  for (const pid_t pid : pids)
    if (pid != nobody) kill(pid, SIGKILL);
  for (const pid_t pid : pids)
    if (pid != nobody) reap(pid, 0);
}

}  // namespace detail

// Runs workers 0..n-1, each in its own process, all at the same time. One that
// ends with anything but 0 is started again, at most max_restarts times.
// Returns when all have ended for good. Other children of the caller are
// none of its business.
inline std::vector<Outcome> supervise(int n, const Worker& worker,
                                      int max_restarts) {
  std::vector<Outcome> outcomes(static_cast<std::size_t>(n));
  std::vector<pid_t> pids(outcomes.size(), detail::nobody);
  // Counted here: what a child counts stays in the child.
  const auto start = [&](std::size_t i) {
    pids[i] = detail::start(worker, static_cast<int>(i), outcomes[i].attempts);
    ++outcomes[i].attempts;
  };
  try {
    for (std::size_t i = 0; i < pids.size(); ++i) start(i);
    // Each of our own numbers, never "any child": that may be somebody else's.
    // And without waiting for one, else the others would have to wait for it.
    for (std::size_t running = pids.size(); running > 0;) {
      for (std::size_t i = 0; i < pids.size(); ++i) {
        if (pids[i] == detail::nobody) continue;
        const std::optional<int> code = detail::reap(pids[i], WNOHANG);
        if (!code) continue;
        pids[i] = detail::nobody;
        outcomes[i].exitcode = *code;
        if (*code != 0 && outcomes[i].attempts <= max_restarts)
          start(i);
        else
          --running;
      }
      if (running > 0) usleep(1000);
    }
  } catch (...) {
    detail::end_all(pids);
    throw;
  }
  return outcomes;
}

}  // namespace course
