// expect: wrong-result
// test: a wait that a signal interrupts goes on
// After a signal it waits for the whole time once more.
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
    if (started()) reap(0);
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
    reap(0);
  }

  bool join_for(std::chrono::milliseconds timeout) {
    if (!started()) throw std::logic_error("not started");
    if (code_) return true;
    pollfd p{static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)), POLLIN, 0};
    int ready;
    do ready = poll(&p, 1, static_cast<int>(timeout.count()));
    while (ready == -1 && errno == EINTR);
    close(p.fd);
    return ready == 1 && reap(0);
  }

  bool is_alive() { return started() && !reap(WNOHANG); }

  std::optional<int> exitcode() {
    if (started()) reap(WNOHANG);
    return code_;
  }

  void terminate() {
    if (started() && !code_) kill(pid_, SIGTERM);
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

  bool reap(int options) {
    if (code_) return true;
    int status = 0;
    pid_t pid;
    do pid = waitpid(pid_, &status, options);
    while (pid == -1 && errno == EINTR);
    if (pid == -1)
      throw std::system_error(errno, std::generic_category(), "waitpid");
    if (pid == 0) return false;
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return true;
  }

  std::function<int()> target_;
  pid_t pid_ = -1;
  std::optional<int> code_;
};

}  // namespace course
