// expect: lifetime
// Acquire loads and stores the count in two steps; when both viewers acquire at
// once the count is one short, and main reads a picture already deleted.
#include <atomic>
#include <cstdio>
#include <latch>
#include <thread>

class Picture {
 public:
  explicit Picture(int width) : width_(width) {}

  void Acquire() {
    const int seen = references_.load();
    references_.store(seen + 1);
  }

  void Release() {
    if (references_.fetch_sub(1) == 1) delete this;
  }

  int width() const { return width_; }

 private:
  ~Picture() = default;

  const int width_;
  std::atomic<int> references_{1};
};

void View(Picture* picture, std::latch& opened) {
  picture->Acquire();
  opened.arrive_and_wait();
  std::printf("viewing %d pixels\n", picture->width());
  picture->Release();
}

int main() {
  Picture* picture = new Picture(800);
  std::latch opened(2);
  std::thread left([&] { View(picture, opened); });
  std::thread right([&] { View(picture, opened); });
  left.join();
  right.join();
  std::printf("closing %d pixels\n", picture->width());
  picture->Release();
  return 0;
}
