// expect: lifetime
// test: terminate ends it by SIGTERM
// Between its waitpid and the mark, the number is nobody's.
#pragma once
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace course {

class Process {
 public:
  explicit Process(std::function<int()> target) : target_(std::move(target)) {}

  ~Process() {
    if (waiter_.joinable()) waiter_.join();
  }

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void start() {
    if (started()) throw std::logic_error("started already");
    std::fflush(nullptr);
    const pid_t pid = fork();
    if (pid == -1)
      throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) {
      int code = 1;
      try {
        code = target_();
      } catch (...) {
      }
      std::fflush(nullptr);
      _exit(code);
    }
    pid_ = pid;
    waiter_ = std::thread([this] { wait_for_it(); });
  }

  void join() {
    if (!started()) throw std::logic_error("not started");
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return code_.has_value(); });
  }

  bool join_for(std::chrono::milliseconds timeout) {
    if (!started()) throw std::logic_error("not started");
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, timeout, [this] { return code_.has_value(); });
  }

  bool is_alive() { return started() && !exitcode(); }

  std::optional<int> exitcode() {
    std::lock_guard lock(mutex_);
    return code_;
  }

  void terminate() {
    std::lock_guard lock(mutex_);
    if (started() && !code_) kill(pid_, SIGTERM);
  }

  pid_t pid() const { return pid_; }

 private:
  bool started() const { return pid_ != -1; }

  void wait_for_it() {
    int status = 0;
    while (waitpid(pid_, &status, 0) == -1) {
    }
    std::lock_guard lock(mutex_);
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    ended_.notify_all();
  }

  std::function<int()> target_;
  pid_t pid_ = -1;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::optional<int> code_;
  std::thread waiter_;
};

}  // namespace course
