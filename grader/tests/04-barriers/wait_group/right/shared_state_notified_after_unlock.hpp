// expect: pass
// Notifies after the unlock, but on a state that lives as long as anybody uses
// it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) {
    std::lock_guard lock(state_->mutex);
    state_->count += n;
  }

  void done() {
    const std::shared_ptr<State> state = state_;
    {
      std::lock_guard lock(state->mutex);
      if (state->count == 0) throw std::logic_error("done without add");
      if (--state->count > 0) return;
    }
    state->all_done.notify_all();
  }

  void wait() {
    const std::shared_ptr<State> state = state_;
    std::unique_lock lock(state->mutex);
    state->all_done.wait(lock, [&] { return state->count == 0; });
  }

  int count() const {
    std::lock_guard lock(state_->mutex);
    return state_->count;
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable all_done;
    int count = 0;
  };
  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace course
