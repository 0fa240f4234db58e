// explore:
// A detached thread: nobody can wait for it, so main ends before it has saved.
#include <atomic>
#include <thread>

// region main
std::atomic<bool> saved = false;

int main() {
  std::thread t([] { saved = true; });
  t.detach();
  return saved ? 0 : 1;
}
// endregion main
