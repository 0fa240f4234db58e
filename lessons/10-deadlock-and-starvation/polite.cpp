// explore:
// Who cannot have both gives back what it has, and tries again at once.
#include <mutex>
#include <thread>
#include <vector>

struct Vector {
  std::mutex m;
  std::vector<int> v;  // guarded by m
};

// region add
void add(Vector& to, Vector& from) {
  for (;;) {
    std::unique_lock a(to.m);
    std::unique_lock b(from.m, std::try_to_lock);
    if (b) {
      for (std::size_t i = 0; i < to.v.size(); ++i) to.v[i] += from.v[i];
      return;
    }
  }  // unlocks, and once more from the start
}
// endregion add

int main() {
  Vector x{{}, {1, 2}}, y{{}, {3, 4}};
  std::thread a([&] { add(x, y); });
  std::thread b([&] { add(y, x); });
  a.join();
  b.join();
}
