// explore:
// A std::thread that is never destroyed: no crash, and nobody joins it either.
#include <thread>

// region main
int result = 0;

int main() {
  auto* t = new std::thread([] { result = 42; });
  return t->joinable() ? 0 : 1;
}
// endregion main
