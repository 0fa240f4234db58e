#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <system_error>

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
  // TODO: your members
};

inline Process::Process(std::function<int()> target) { (void)target; }

inline Process::~Process() {}

inline void Process::start() { throw std::runtime_error("TODO: start"); }

inline void Process::join() { throw std::runtime_error("TODO: join"); }

inline bool Process::join_for(std::chrono::milliseconds timeout) {
  (void)timeout;
  throw std::runtime_error("TODO: join_for");
}

inline bool Process::is_alive() { throw std::runtime_error("TODO: is_alive"); }

inline std::optional<int> Process::exitcode() {
  throw std::runtime_error("TODO: exitcode");
}

inline void Process::terminate() {
  throw std::runtime_error("TODO: terminate");
}

inline pid_t Process::pid() const { throw std::runtime_error("TODO: pid"); }

}  // namespace course
