// explore:
// Two vectors, added to each other. Each addition needs both locks.
#include <mutex>
#include <thread>
#include <vector>

// region add
struct Vector {
  std::mutex m;
  std::vector<int> v;  // guarded by m
};

void add(Vector& to, Vector& from) {
  std::lock_guard a(to.m);
  std::lock_guard b(from.m);
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
