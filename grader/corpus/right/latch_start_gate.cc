// expect: pass
// Runners and starter meet at two latches that are counted from different
// sides; the plain signal time is set between them and needs no lock.
#include <cstdio>
#include <latch>
#include <thread>
#include <vector>

class Race {
 public:
  explicit Race(int runners) : at_line_(runners) {}

  int Run(int speed) {
    at_line_.count_down();
    signal_.wait();
    return started_at_ + 100 / speed;
  }

  void Start(int time) {
    at_line_.wait();
    started_at_ = time;
    signal_.count_down();
  }

 private:
  std::latch at_line_;
  std::latch signal_{1};
  int started_at_ = 0;
};

int main() {
  const int speeds[] = {5, 4, 10};
  int finished[3] = {0, 0, 0};
  Race race(3);
  {
    std::vector<std::jthread> runners;
    for (int i = 0; i < 3; ++i) {
      runners.emplace_back(
          [&, lane = i] { finished[lane] = race.Run(speeds[lane]); });
    }
    race.Start(1000);
  }
  const int sum = finished[0] + finished[1] + finished[2];
  std::printf("sum of times %d\n", sum);
  return sum == 3055 ? 0 : 1;
}
