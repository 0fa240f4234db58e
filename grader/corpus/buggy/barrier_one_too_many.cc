// expect: deadlock
// The barrier expects the coordinator as well, but the coordinator only joins;
// both workers wait for a third arrival in every order.
#include <barrier>
#include <cstdio>
#include <thread>
#include <vector>

class Simulation {
 public:
  explicit Simulation(int cells) : heat_(cells, 1), step_(cells + 1) {}

  void Run() {
    std::vector<std::thread> workers;
    for (std::size_t cell = 0; cell < heat_.size(); ++cell) {
      workers.emplace_back([this, cell] { Advance(cell); });
    }
    for (std::thread& worker : workers) worker.join();
  }

  int Total() const {
    int total = 0;
    for (int heat : heat_) total += heat;
    return total;
  }

 private:
  void Advance(std::size_t cell) {
    heat_[cell] *= 2;
    step_.arrive_and_wait();
    heat_[cell] += 1;
  }

  std::vector<int> heat_;
  std::barrier<> step_;
};

int main() {
  Simulation simulation(2);
  simulation.Run();
  std::printf("heat %d\n", simulation.Total());
  return 0;
}
