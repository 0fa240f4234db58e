// Five philosophers eat twice each, in bites that a book counts; the lower fork
// first, so nobody starves.
#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

namespace {

constexpr int seats = 5, meals = 2;

struct Table {
  std::mutex forks[seats];
  std::mutex book_mutex;
  int bites = 0;

  void dine(int seat) {
    const int left = seat, right = (seat + 1) % seats;
    for (int meal = 0; meal < meals; ++meal) {
      std::lock_guard first(forks[std::min(left, right)]);
      std::lock_guard second(forks[std::max(left, right)]);
      for (int bite = 0; bite < 6; ++bite) {
        std::lock_guard book(book_mutex);
        bites += 1;
      }
    }
  }
};

}  // namespace

int main() {
  Table table;
  std::vector<std::thread> philosophers;
  for (int seat = 0; seat < seats; ++seat)
    philosophers.emplace_back([&table, seat] { table.dine(seat); });
  for (std::thread& philosopher : philosophers) philosopher.join();
  return table.bites == seats * meals * 6 ? 0 : 1;
}
