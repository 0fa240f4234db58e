// expect: crash
// "The pointer is the same, so nobody has changed anything": between the two
// looks the box was replaced twice, and the second new one lies where the old
// one was.
#include <atomic>
#include <cassert>
#include <mutex>
#include <thread>

struct Box {
  int value;
};

std::mutex mutex;  // a box is read and deleted under it
std::atomic<Box*> box{nullptr};

void add(int n) {
  for (;;) {
    std::unique_lock lock(mutex);
    Box* seen = box.load();
    const int value = seen->value;
    lock.unlock();
    Box* const changed = new Box{value + n};
    lock.lock();
    Box* expected = seen;
    if (box.compare_exchange_strong(expected, changed)) {
      delete seen;
      return;
    }
    delete changed;
  }
}

int main() {
  box = new Box{0};
  std::thread once([] { add(1); });
  std::thread twice([] {
    add(10);
    add(100);
  });
  once.join();
  twice.join();
  assert(box.load()->value == 111);
  delete box.load();
}
