// explore:
// A std::thread is destroyed that nobody has joined.
#include <thread>

// region main
int result = 0;

void start() {
  std::thread t([] { result = 42; });
}  // t is destroyed here, and nobody has waited

int main() { start(); }
// endregion main
