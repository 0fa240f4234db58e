// expect: data-race
// The constructor starts the sampler thread on `this` before it sets the scale;
// the thread's read and the constructor's write are unordered in every order.
#include <cstdio>
#include <thread>

class Thermometer {
 public:
  explicit Thermometer(int scale) {
    sampler_ = std::thread([this] { Sample(); });
    scale_ = scale;
  }

  Thermometer(const Thermometer&) = delete;
  Thermometer& operator=(const Thermometer&) = delete;

  ~Thermometer() {
    if (sampler_.joinable()) sampler_.join();
  }

  int Finish() {
    sampler_.join();
    return reading_;
  }

 private:
  void Sample() { reading_ = 7 * scale_; }

  int scale_ = 1;
  int reading_ = 0;
  std::thread sampler_;
};

int main() {
  Thermometer thermometer(10);
  std::printf("reading %d\n", thermometer.Finish());
  return 0;
}
