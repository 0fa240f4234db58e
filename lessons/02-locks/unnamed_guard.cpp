// explore:
// A guard without a name lives for one statement: it unlocks at its semicolon.
#include <mutex>
#include <thread>

// region increment
std::mutex m;
int n = 0;  // guarded by m: is it?

void increment() {
  std::lock_guard<std::mutex>{m};
  ++n;
}
// endregion increment

int main() {
  std::thread a(increment), b(increment);
  a.join();
  b.join();
  return n == 2 ? 0 : 1;
}
