// explore:
// A stranger is called while a lock is held, and comes back for the same lock.
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

// region score
class Score {
 public:
  explicit Score(std::function<void()> changed)
      : changed_(std::move(changed)) {}
  void add(int points) {
    std::lock_guard guard(m_);
    points_ += points;
    changed_();  // who knows what this does?
  }
  int points() {
    std::lock_guard guard(m_);
    return points_;
  }

 private:
  std::mutex m_;
  int points_ = 0;  // guarded by m_
  const std::function<void()> changed_;
};
// endregion score

int main() {
  // region use
  int shown = 0;
  Score score([&] { shown = score.points(); });
  std::thread player([&] { score.add(3); });
  // endregion use
  player.join();
  return shown == 3 ? 0 : 1;
}
