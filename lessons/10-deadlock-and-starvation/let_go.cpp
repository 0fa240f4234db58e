// explore:
// The third way out: nobody holds one lock while it waits for another one. The
// exit status says whether the sums are those of one addition after the other.
#include <mutex>
#include <thread>
#include <vector>

struct Vector {
  std::mutex m;
  std::vector<int> v;  // guarded by m
};

// region add
void add(Vector& to, Vector& from) {
  std::vector<int> copy;
  {
    std::lock_guard lock(from.m);
    copy = from.v;
  }
  std::lock_guard lock(to.m);
  for (std::size_t i = 0; i < to.v.size(); ++i) to.v[i] += copy[i];
}
// endregion add

// region main
int main() {
  Vector x{{}, {1}}, y{{}, {1}};
  std::thread a([&] { add(x, y); });
  std::thread b([&] { add(y, x); });
  a.join();
  b.join();
  return x.v[0] + y.v[0] == 5 ? 0 : 1;  // 2 and 3, or 3 and 2
}
// endregion main
