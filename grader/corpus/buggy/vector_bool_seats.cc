// expect: data-race
// Two clerks sell different seats of a vector<bool>, yet neighbouring bits lie
// in one word; every order has two unordered read-modify-writes of that word.
#include <cstdio>
#include <thread>
#include <vector>

class Hall {
 public:
  explicit Hall(int seats) : taken_(seats, false) {}

  void Sell(int seat) { taken_[seat] = true; }

  int Sold() const {
    int sold = 0;
    for (bool taken : taken_) sold += taken ? 1 : 0;
    return sold;
  }

 private:
  std::vector<bool> taken_;
};

int main() {
  constexpr int kSeats = 4;
  Hall hall(kSeats);
  std::thread even([&hall] {
    for (int seat = 0; seat < kSeats; seat += 2) hall.Sell(seat);
  });
  std::thread odd([&hall] {
    for (int seat = 1; seat < kSeats; seat += 2) hall.Sell(seat);
  });
  even.join();
  odd.join();
  std::printf("%d of %d seats sold\n", hall.Sold(), kSeats);
  return 0;
}
