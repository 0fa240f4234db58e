// explore:
// Main goes on when both workers are ready, not when they have ended.
#include <latch>
#include <thread>

// region ready
std::latch ready(2);
int table[2];  // each worker fills its own place, before it is ready

void worker(int me) {
  table[me] = 10 * (me + 1);
  ready.count_down();  // does not wait
  // and goes on with something else
}

int main() {
  std::jthread a(worker, 0), b(worker, 1);
  ready.wait();
  return table[0] + table[1] == 30 ? 0 : 1;
}
// endregion ready
