// A check that goes on while keys are read and files are watched.
#pragma once

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "cli/session.hpp"
#include "cli/submissions.hpp"
#include "protocol/result.hpp"
#include "sandbox/descriptor.hpp"

namespace course::cli {

// Used by one thread. Between start() and the end of the check the session must
// not be asked for another one.
class BackgroundCheck {
 public:
  explicit BackgroundCheck(Session& session);
  // Ends what is running.
  ~BackgroundCheck() { cancel(); }
  BackgroundCheck(const BackgroundCheck&) = delete;
  BackgroundCheck& operator=(const BackgroundCheck&) = delete;

  // Ends the check that is running and begins this one.
  void start(const Submission&);
  // Ends it; returns when all that it had started is gone.
  void cancel();
  bool running() const { return thread_.joinable(); }

  // Can be read from when there are news or a result, until news() is called.
  int something_new() const { return something_new_.get(); }

  // What is known so far of the check that is running, once each time that
  // there is more: its `failure` is not there yet.
  std::optional<protocol::CheckResult> news();

  // The result, once, as soon as there is one. Throws what the check has
  // thrown.
  std::optional<protocol::CheckResult> finished();

 private:
  void end();
  void tell();

  Session& session_;
  sandbox::Descriptor something_new_;  // eventfd(2)
  std::thread thread_;
  std::atomic<bool> cancel_ = false, done_ = false;
  std::mutex mutex_;
  std::optional<protocol::CheckResult> news_;    // under mutex_
  std::optional<protocol::CheckResult> result_;  // read when done_ is true
  std::exception_ptr thrown_;                    // the same
};

}  // namespace course::cli
