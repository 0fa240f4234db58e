// expect: pass
// Two movers lock the warehouses in opposite orders, which looks like a cycle,
// but both hold the forklift's gate lock first, so only one is ever inside.
#include <cstdio>
#include <mutex>
#include <thread>

struct Warehouse {
  std::mutex mutex;
  int crates = 5;
};

class Forklift {
 public:
  void Move(Warehouse& from, Warehouse& to) {
    std::lock_guard<std::mutex> gate(gate_);
    std::lock_guard<std::mutex> from_lock(from.mutex);
    std::lock_guard<std::mutex> to_lock(to.mutex);
    --from.crates;
    ++to.crates;
  }

 private:
  std::mutex gate_;
};

int main() {
  Forklift forklift;
  Warehouse east;
  Warehouse west;
  std::thread eastward([&] { forklift.Move(west, east); });
  std::thread westward([&] { forklift.Move(east, west); });
  eastward.join();
  westward.join();
  std::printf("east %d west %d\n", east.crates, west.crates);
  return east.crates == 5 && west.crates == 5 ? 0 : 1;
}
