// expect: wrong-result
// Two drivers test the atomic claim flag before either sets it, so the same
// ride is driven twice; one preemption between load and store shows it.
#include <atomic>
#include <cstdio>
#include <thread>

class Ride {
 public:
  void Offer() {
    if (claimed_.load()) return;
    claimed_.store(true);
    trips_.fetch_add(1);
  }

  int trips() const { return trips_.load(); }

 private:
  std::atomic<bool> claimed_{false};
  std::atomic<int> trips_{0};
};

int main() {
  Ride ride;
  std::jthread anna([&ride] { ride.Offer(); });
  std::jthread bruno([&ride] { ride.Offer(); });
  anna.join();
  bruno.join();
  std::printf("trips %d\n", ride.trips());
  return ride.trips() == 1 ? 0 : 1;
}
