// explore:
// The same two increments, with one lock around the steps that belong together.
#include <mutex>
#include <thread>

// region increment
std::mutex m;
int n = 0;  // guarded by m

void increment() {
  m.lock();
  int r = n;
  n = r + 1;
  m.unlock();
}
// endregion increment

int main() {
  std::thread a(increment), b(increment);
  a.join();
  b.join();
  return n == 2 ? 0 : 1;
}
