// A descriptor for the process, from the start to the end.
#pragma once
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
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
    if (started()) reap(-1);
    if (descriptor_ != -1) close(descriptor_);
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
    descriptor_ = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  }

  void join() {
    if (!started()) throw std::logic_error("not started");
    reap(-1);
  }

  bool join_for(std::chrono::milliseconds timeout) {
    if (!started()) throw std::logic_error("not started");
    return reap(static_cast<int>(timeout.count()));
  }

  bool is_alive() { return started() && !reap(0); }

  std::optional<int> exitcode() {
    if (started()) reap(0);
    return code_;
  }

  void terminate() {
    if (started() && !code_)
      syscall(SYS_pidfd_send_signal, descriptor_, SIGTERM, nullptr, 0);
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

  bool reap(int timeout) {
    if (code_) return true;
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout);
    pollfd p{descriptor_, POLLIN, 0};
    while (poll(&p, 1, timeout) == -1) {
      if (timeout < 0) continue;
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(
          deadline - std::chrono::steady_clock::now());
      timeout = left.count() > 0 ? static_cast<int>(left.count()) : 0;
    }
    if (p.revents == 0) return false;
    siginfo_t info;
    while (waitid(P_PIDFD, static_cast<id_t>(descriptor_), &info, WEXITED) ==
           -1) {
    }
    code_ = info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
    return true;
  }

  std::function<int()> target_;
  pid_t pid_ = -1;
  int descriptor_ = -1;
  std::optional<int> code_;
};

}  // namespace course
