// expect: pass
// The thread is detached and shares ownership of all that it uses.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace course {

class Daemon {
 public:
  explicit Daemon(std::function<void()> step) {
    state_->step = std::move(step);
    std::thread([state = state_] {
      mine_ = state.get();
      while (state->running()) state->step();
      state->step = nullptr;
      std::lock_guard<std::mutex> g(state->mutex);
      state->done = true;
      state->ended.notify_all();
    }).detach();
  }
  ~Daemon() { stop(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    std::unique_lock<std::mutex> l(state_->mutex);
    state_->stop = true;
    if (mine_ == state_.get()) return;
    state_->ended.wait(l, [&] { return state_->done; });
  }

  bool running() const { return state_->running(); }

 private:
  struct State {
    std::function<void()> step;
    std::mutex mutex;
    std::condition_variable ended;
    bool stop = false;
    bool done = false;

    bool running() {
      std::lock_guard<std::mutex> g(mutex);
      return !stop;
    }
  };

  static inline thread_local const State* mine_ = nullptr;

  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace course
