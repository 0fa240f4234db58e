// output: always the same
// A thread in the background that ends when its owner does.
#include <chrono>
#include <cstdio>
#include <stop_token>
#include <thread>

using namespace std::chrono_literals;

// region main
void tick(std::stop_token stop) {
  while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
  std::puts("ticker: I am asked to stop, and leave");
}

int main() {
  {
    std::jthread ticker(tick);
    std::puts("main:   end of the block");
  }  // ~jthread: request_stop(), then join()
  std::puts("main:   the ticker is gone");
}
// endregion main
