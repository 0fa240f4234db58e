// The destructor ends whoever still runs.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
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

class Supervisor {
 public:
  Supervisor(int n, const Worker& worker, int max_restarts)
      : worker_(worker), max_restarts_(max_restarts), outcomes_(n) {}

  ~Supervisor() {
    for (const auto& [pid, index] : running_) ::kill(pid, SIGTERM);
    for (const auto& [pid, index] : running_) waitpid(pid, nullptr, 0);
  }

  std::vector<Outcome> run() {
    for (std::size_t i = 0; i < outcomes_.size(); ++i) start(i);
    while (!running_.empty()) {
      const auto now = running_;
      for (const auto& [pid, index] : now) look(pid, index);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return outcomes_;
  }

 private:
  void start(std::size_t index) {
    std::cout << std::flush;
    std::fflush(stdout);
    const pid_t pid = fork();
    if (pid < 0) throw std::system_error(errno, std::system_category());
    if (pid == 0) _exit(work(index));
    running_.emplace(pid, index);
    outcomes_[index].attempts += 1;
  }

  int work(std::size_t index) noexcept {
    int code = 1;
    try {
      code = worker_(static_cast<int>(index), outcomes_[index].attempts);
    } catch (...) {
    }
    std::cout << std::flush;
    std::fflush(stdout);
    return code;
  }

  void look(pid_t pid, std::size_t index) {
    int status;
    if (waitpid(pid, &status, WNOHANG) != pid) return;
    running_.erase(pid);
    Outcome& o = outcomes_[index];
    o.exitcode = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    if (o.exitcode != 0 && o.attempts < max_restarts_ + 1) start(index);
  }

  const Worker& worker_;
  int max_restarts_;
  std::vector<Outcome> outcomes_;
  std::map<pid_t, std::size_t> running_;
};

inline std::vector<Outcome> supervise(int n, const Worker& worker,
                                      int max_restarts) {
  return Supervisor(n, worker, max_restarts).run();
}

}  // namespace course
