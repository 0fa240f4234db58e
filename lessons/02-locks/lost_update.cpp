// explore:
// The smallest lost update: two threads, one increment each, no lock.
#include <thread>

// region increment
int n = 0;

void increment() {
  int r = n;
  n = r + 1;
}
// endregion increment

int main() {
  std::thread a(increment), b(increment);
  a.join();
  b.join();
  return n == 2 ? 0 : 1;  // the exit status tells the grader what is right
}
