// explore:
// A circle with one lock in it. The other wait is a join.
#include <mutex>
#include <thread>

// region stop
std::mutex m;
int done = 0;  // guarded by m

void work() {
  std::lock_guard lock(m);
  ++done;
}

int main() {
  std::thread worker(work);
  std::lock_guard lock(m);
  worker.join();
  return done == 1 ? 0 : 1;
}
// endregion stop
