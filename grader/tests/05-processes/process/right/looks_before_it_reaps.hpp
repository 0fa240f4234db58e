// WNOWAIT leaves the status for join() and the destructor.
#pragma once
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace course {

class Process {
 public:
  explicit Process(std::function<int()> target) : target_(std::move(target)) {}

  ~Process() {
    if (started()) reap();
  }

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void start() {
    if (started()) throw std::logic_error("started already");
    std::fflush(nullptr);
    const pid_t pid = fork();
    if (pid == -1)
      throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) be_child();
    pid_ = pid;
  }

  void join() {
    if (!started()) throw std::logic_error("not started");
    reap();
  }

  bool join_for(std::chrono::milliseconds timeout) {
    if (!started()) throw std::logic_error("not started");
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (is_alive()) {
      if (std::chrono::steady_clock::now() >= deadline) return false;
      usleep(500);
    }
    return true;
  }

  bool is_alive() {
    if (!started() || reaped_) return false;
    siginfo_t info{};
    while (waitid(P_PID, static_cast<id_t>(pid_), &info,
                  WEXITED | WNOHANG | WNOWAIT) == -1) {
    }
    return info.si_pid == 0;
  }

  std::optional<int> exitcode() {
    if (!started() || is_alive()) return std::nullopt;
    reap();
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
  }

  void terminate() {
    if (is_alive()) kill(pid_, SIGTERM);
  }

  pid_t pid() const { return pid_; }

 private:
  bool started() const { return pid_ != -1; }

  [[noreturn]] void be_child() {
    int code = 1;
    try {
      code = target_();
    } catch (...) {
    }
    std::fflush(nullptr);
    _exit(code);
  }

  void reap() {
    while (!reaped_) reaped_ = waitpid(pid_, &status_, 0) == pid_;
  }

  std::function<int()> target_;
  pid_t pid_ = -1;
  bool reaped_ = false;
  int status_ = 0;
};

}  // namespace course
