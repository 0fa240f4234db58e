// expect: data-race
// The sequence counter is atomic but the position it guards is plain; a reader
// that reads before the writer begins is unordered with the writer's stores.
#include <atomic>
#include <cstdio>
#include <thread>

struct Position {
  int latitude = 0;
  int longitude = 0;
};

class Beacon {
 public:
  void Move(int latitude, int longitude) {
    sequence_.fetch_add(1);
    position_.latitude = latitude;
    position_.longitude = longitude;
    sequence_.fetch_add(1);
  }

  bool TryRead(Position& read) const {
    const unsigned before = sequence_.load();
    if (before % 2 != 0) return false;
    read = position_;
    return sequence_.load() == before;
  }

 private:
  std::atomic<unsigned> sequence_{0};
  Position position_;
};

int main() {
  Beacon beacon;
  Position seen;
  bool steady = false;
  std::thread chart([&] { steady = beacon.TryRead(seen); });
  std::thread ship([&beacon] { beacon.Move(54, 10); });
  chart.join();
  ship.join();
  if (steady) std::printf("at %d %d\n", seen.latitude, seen.longitude);
  return 0;
}
