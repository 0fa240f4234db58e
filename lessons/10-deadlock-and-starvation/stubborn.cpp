// explore:
// Who cannot have the second lock keeps the first one, and tries again.
#include <mutex>
#include <thread>
#include <vector>

struct Vector {
  std::mutex m;
  std::vector<int> v;  // guarded by m
};

// region add
void add(Vector& to, Vector& from) {
  std::unique_lock a(to.m);
  std::unique_lock b(from.m, std::defer_lock);
  while (!b.try_lock()) {
    std::this_thread::yield();
  }
  for (std::size_t i = 0; i < to.v.size(); ++i) to.v[i] += from.v[i];
}
// endregion add

int main() {
  Vector x{{}, {1, 2}}, y{{}, {3, 4}};
  std::thread a([&] { add(x, y); });
  std::thread b([&] { add(y, x); });
  a.join();
  b.join();
}
