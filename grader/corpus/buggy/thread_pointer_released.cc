// expect: leak
// Retire gives up the pointer to the thread instead of joining it, so the
// thread object is never destroyed and its thread never joined.
#include <cstdio>
#include <memory>
#include <semaphore>
#include <thread>

std::binary_semaphore drained{0};

class Pump {
 public:
  void Start() {
    motor_ = std::make_unique<std::thread>([] { drained.release(); });
  }

  void Retire() {
    drained.acquire();
    motor_.release();
  }

 private:
  std::unique_ptr<std::thread> motor_;
};

int main() {
  Pump pump;
  pump.Start();
  pump.Retire();
  std::puts("pump is off");
  return 0;
}
