// explore:
// A job throws, and nobody catches it.
#include <functional>
#include <stdexcept>
#include <thread>

// region main
void worker(const std::function<void()>& job) { job(); }

int main() {
  std::thread t(worker, [] { throw std::runtime_error("no such picture"); });
  t.join();
}
// endregion main
