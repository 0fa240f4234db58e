#pragma once
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace course {

// Python's multiprocessing.Process.
class Process {
 public:
  explicit Process(std::function<int()> target);
  ~Process();  // joins a started process: leaves no zombie and no orphan
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void start();  // std::logic_error the second time
  void join();   // std::logic_error before start(); may be repeated
  bool join_for(std::chrono::milliseconds timeout);  // true: it has ended
  bool is_alive();
  std::optional<int> exitcode();  // nullopt before the end; -n if signal n
                                  // killed it
  void terminate();   // SIGTERM; nothing before start() or after the end
  pid_t pid() const;  // -1 before start()

 private:
  bool started() const { return pid_ != -1; }
  [[noreturn]] void be_child();
  bool reap(int options);

  std::function<int()> target_;
  pid_t pid_ = -1;  // stays when the process has been waited for
  std::optional<int>
      code_;  // set: it has been, and the number may be another's
};

inline Process::Process(std::function<int()> target)
    : target_(std::move(target)) {}

inline Process::~Process() {
  if (started()) reap(0);
}

inline void Process::start() {
  if (started()) throw std::logic_error("started already");
  std::fflush(nullptr);  // else both would print what is in the buffer
  const pid_t pid = fork();
  if (pid == -1)
    throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) be_child();
  pid_ = pid;
}

// The child's whole life. Not exit: the destructors and functions that are
// registered are the parent's, other Process objects among them.
inline void Process::be_child() {
  int code = 1;
  try {
    code = target_();
  } catch (...) {
    // 1, as promised.
  }
  std::fflush(nullptr);
  _exit(code);
}

// True: it has ended. The only place that waits, because the status can be
// fetched once; it is kept in code_. `options` is 0 to wait, WNOHANG to look.
inline bool Process::reap(int options) {
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

inline void Process::join() {
  if (!started()) throw std::logic_error("not started");
  reap(0);
}

// waitpid has no time-out, so look, and sleep in between.
inline bool Process::join_for(std::chrono::milliseconds timeout) {
  if (!started()) throw std::logic_error("not started");
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!reap(WNOHANG)) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    usleep(1000);
  }
  return true;
}

inline bool Process::is_alive() { return started() && !reap(WNOHANG); }

inline std::optional<int> Process::exitcode() {
  if (started()) reap(WNOHANG);
  return code_;
}

// A zombie keeps its number, and a signal to it goes nowhere. So it does not
// matter if it ends right now; only who has reaped it must not use the number.
inline void Process::terminate() {
  if (started() && !code_) kill(pid_, SIGTERM);
}

inline pid_t Process::pid() const { return pid_; }

}  // namespace course
