// expect: pass
// Each round has a room of its own, with its own lock and count; who sleeps in
// it keeps it alive.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::shared_ptr<Room> room;
    {
      std::lock_guard lock(m_);
      room = room_;
      if (++room->arrived == n_) room_ = std::make_shared<Room>();
    }
    std::unique_lock lock(room->m);
    const bool first = ++room->inside == 1;
    if (room->inside == n_)
      room->cv.notify_all();
    else
      room->cv.wait(lock, [&] { return room->inside == n_; });
    return first;
  }

 private:
  struct Room {
    int arrived = 0;  // guarded by the barrier's mutex
    std::mutex m;
    std::condition_variable cv;
    int inside = 0;
  };

  const int n_;
  std::mutex m_;
  std::shared_ptr<Room> room_ = std::make_shared<Room>();
};

}  // namespace course
