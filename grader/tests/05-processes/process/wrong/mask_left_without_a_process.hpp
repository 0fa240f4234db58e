// expect: wrong-result
// test: if there is no process, it says so and can be started again
// SIGUSR1 stays blocked if there is no process.
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
    if (started()) reap(0);
  }

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void start() {
    if (started()) throw std::logic_error("started already");
    std::fflush(nullptr);
    sigset_t ours, before;
    sigemptyset(&ours);
    sigaddset(&ours, SIGUSR1);
    sigprocmask(SIG_BLOCK, &ours, &before);
    const pid_t pid = fork();
    if (pid == -1)
      throw std::system_error(errno, std::generic_category(), "fork");
    sigprocmask(SIG_SETMASK, &before, nullptr);
    if (pid == 0) be_child();
    pid_ = pid;
  }

  void join() {
    if (!started()) throw std::logic_error("not started");
    reap(0);
  }

  bool join_for(std::chrono::milliseconds timeout) {
    if (!started()) throw std::logic_error("not started");
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!reap(WNOHANG)) {
      if (std::chrono::steady_clock::now() >= deadline) return false;
      usleep(1000);
    }
    return true;
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
