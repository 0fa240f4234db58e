#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <utility>

namespace course {

// A background ("daemon") thread that calls step() again and again until it is
// stopped. The owner may be destroyed at any time.
class Daemon {
 public:
  explicit Daemon(std::function<void()> step);  // starts at once
  ~Daemon();                                    // like stop()
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // After stop() has returned no step() is running or will start. May be called
  // again, from several threads, and from inside step() itself (there it only
  // asks for the end and returns).
  void stop();
  bool running() const;  // until the first stop()

 private:
  void run();

  // In the background thread of a daemon: that daemon. Elsewhere: nullptr.
  static inline thread_local const Daemon* mine_ = nullptr;

  std::function<void()> step_;     // of the background thread alone
  std::atomic<bool> stop_{false};  // a plain bool would be a data race
  std::mutex joining_;
  std::thread thread_;  // guarded by joining_ once it runs
};

inline Daemon::Daemon(std::function<void()> step) : step_(std::move(step)) {
  // The last action: the thread may run, and step() may call stop(), before
  // this line is done. All that they use is complete; thread_ is not, so they
  // keep away from it. Started as a member that stands before the others, the
  // thread would find those unmade.
  thread_ = std::thread([this] { run(); });
}

inline void Daemon::run() {
  mine_ = this;
  while (!stop_) step_();
}

inline Daemon::~Daemon() {
  // A std::thread that dies joinable ends the program, and one that is detached
  // would go on with members that are gone.
  stop();
}

inline void Daemon::stop() {
  stop_ = true;
  // A thread that joins itself would wait for ever. Its id is no help: to
  // compare it with thread_.get_id() would read thread_ while the constructor
  // may still write it.
  if (mine_ == this) return;
  // Everybody else waits for the end, the second one, too: "somebody has asked
  // already" does not mean that the last step is over. One joins, and the
  // others wait for the lock meanwhile, then find nothing left to join. Without
  // the lock both could see joinable(), and a thread is joined once only. The
  // step never needs the lock, so whoever holds it gets to the end.
  std::lock_guard guard(joining_);
  if (thread_.joinable()) thread_.join();
}

inline bool Daemon::running() const {
  // Not thread_.joinable(): that would have to wait for the lock, and would be
  // true until the thread has ended.
  return !stop_;
}

}  // namespace course
