// explore:
// Two locks, taken one after the other, in both orders.
#include <mutex>
#include <thread>
#include <utility>

// region swap
struct Shelf {
  std::mutex m;
  int books = 0;  // guarded by m
};

void swap_books(Shelf& x, Shelf& y) {
  std::lock_guard first(x.m);
  std::lock_guard second(y.m);
  std::swap(x.books, y.books);
}
// endregion swap

int main() {
  Shelf left, right;
  std::thread a([&] { swap_books(left, right); });
  std::thread b([&] { swap_books(right, left); });
  a.join();
  b.join();
}
