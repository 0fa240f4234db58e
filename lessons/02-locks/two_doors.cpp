// explore:
// Two locks for one number: each function locks, and nobody is kept out.
#include <mutex>
#include <thread>

// region room
class Room {
 public:
  void enter() {
    std::lock_guard guard(entrance_);
    ++inside_;
  }
  void leave() {
    std::lock_guard guard(exit_);
    --inside_;
  }

 private:
  std::mutex entrance_, exit_;
  int inside_ = 1;
};
// endregion room

int main() {
  Room room;
  std::thread a([&] { room.enter(); });
  std::thread b([&] { room.leave(); });
  a.join();
  b.join();
}
