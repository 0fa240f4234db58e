// All waiting is looking, and there is a state for everything.
#pragma once
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace course {

class Process {
 public:
  explicit Process(std::function<int()> target)
      : child_(std::make_unique<Child>()) {
    child_->target = std::move(target);
  }

  ~Process() {
    if (child_->state == State::running) join();
  }

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void start() {
    if (child_->state != State::made)
      throw std::logic_error("a process is started once");
    std::cout << std::flush;
    std::fflush(stdout);
    std::fflush(stderr);
    switch (const pid_t pid = fork()) {
      case -1:
        throw std::system_error(errno, std::system_category());
      case 0:
        _exit(run());
      default:
        child_->pid = pid;
        child_->state = State::running;
    }
  }

  // Polls, each time a little later.
  void join() {
    join_until([] { return false; });
  }

  bool join_for(std::chrono::milliseconds timeout) {
    using std::chrono::steady_clock;
    const auto end = steady_clock::now() + timeout;
    return join_until([end] { return steady_clock::now() >= end; });
  }

  bool is_alive() {
    look();
    return child_->state == State::running;
  }

  std::optional<int> exitcode() {
    look();
    if (child_->state != State::ended) return {};
    return child_->code;
  }

  void terminate() {
    look();
    if (child_->state == State::running) ::kill(child_->pid, SIGTERM);
  }

  pid_t pid() const { return child_->pid; }

 private:
  enum class State { made, running, ended };
  struct Child {
    std::function<int()> target;
    State state = State::made;
    pid_t pid = -1;
    int code = 0;
  };

  int run() noexcept {
    int code;
    try {
      code = child_->target();
    } catch (const std::exception& e) {
      code = 1;
    } catch (...) {
      code = 1;
    }
    std::cout << std::flush;
    std::fflush(stdout);
    return code;
  }

  template <class Predicate>
  bool join_until(Predicate time_is_up) {
    if (child_->state == State::made) throw std::logic_error("not started");
    std::chrono::microseconds pause(500);
    for (look(); child_->state == State::running; look()) {
      if (time_is_up()) return false;
      std::this_thread::sleep_for(pause);
      pause = std::min<std::chrono::microseconds>(pause * 2,
                                                  std::chrono::milliseconds(8));
    }
    return true;
  }

  void look() {
    if (child_->state != State::running) return;
    int status;
    if (waitpid(child_->pid, &status, WNOHANG) != child_->pid) return;
    child_->state = State::ended;
    if (WIFSIGNALED(status))
      child_->code = -WTERMSIG(status);
    else
      child_->code = WEXITSTATUS(status);
  }

  std::unique_ptr<Child> child_;
};

}  // namespace course
