// explore:
// The first way out: everybody takes the locks in the same order.
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

struct Vector {
  std::mutex m;
  std::vector<int> v;  // guarded by m
};

// region add
void add(Vector& to, Vector& from) {  // two different ones
  const bool to_first = std::less<Vector*>()(&to, &from);
  std::lock_guard a(to_first ? to.m : from.m);
  std::lock_guard b(to_first ? from.m : to.m);
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
