// expect: pass
// Cars sleep in atomic_flag::wait and a single notify_all frees them; the plain
// street name needs no lock, for it is set before the flag.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

class TrafficLight {
 public:
  std::size_t Pass() const {
    green_.wait(false);
    return street_.size();
  }

  void TurnGreen(const std::string& street) {
    street_ = street;
    green_.test_and_set();
    green_.notify_all();
  }

 private:
  std::atomic_flag green_;
  std::string street_;
};

int main() {
  TrafficLight light;
  std::size_t lengths[2] = {0, 0};
  std::thread taxi([&] { lengths[0] = light.Pass(); });
  std::thread bus([&] { lengths[1] = light.Pass(); });
  light.TurnGreen("High Street");
  taxi.join();
  bus.join();
  std::printf("%zu letters\n", lengths[0]);
  return lengths[0] == 11 && lengths[1] == 11 ? 0 : 1;
}
