// explore:
// The same swap with both locks taken together: no order hangs.
#include <mutex>
#include <thread>
#include <utility>

struct Shelf {
  std::mutex m;
  int books = 0;  // guarded by m
};

// region swap
void swap_books(Shelf& x, Shelf& y) {
  std::scoped_lock both(x.m, y.m);
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
