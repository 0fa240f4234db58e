// expect: pass
// Two workers write plain cells and read each other's in the next phase; the
// barrier separates the phases and its completion step sums without a lock.
#include <array>
#include <barrier>
#include <cstdio>
#include <thread>

class Relaxation {
 public:
  void Work(int self) {
    for (int phase = 0; phase < kPhases; ++phase) {
      const int neighbour = cells_[phase % 2][1 - self];
      cells_[(phase + 1) % 2][self] = cells_[phase % 2][self] + neighbour;
      step_.arrive_and_wait();
    }
  }

  int history() const { return history_; }

 private:
  static constexpr int kPhases = 3;

  struct AddUp {
    Relaxation* owner;
    void operator()() noexcept { owner->EndPhase(); }
  };

  void EndPhase() noexcept {
    ++phase_;
    const std::array<int, 2>& current = cells_[phase_ % 2];
    history_ += current[0] + current[1];
  }

  std::array<std::array<int, 2>, 2> cells_{{{1, 2}, {0, 0}}};
  int phase_ = 0;
  int history_ = 0;
  std::barrier<AddUp> step_{2, AddUp{this}};
};

int main() {
  Relaxation relaxation;
  std::thread left([&relaxation] { relaxation.Work(0); });
  std::thread right([&relaxation] { relaxation.Work(1); });
  left.join();
  right.join();
  std::printf("history %d\n", relaxation.history());
  return relaxation.history() == 6 + 12 + 24 ? 0 : 1;
}
