// As aba_pointer_unchanged, but with a version that never comes back.
#include <atomic>
#include <cassert>
#include <mutex>
#include <thread>

struct Box {
  int value;
};

std::mutex mutex;  // guards version, and a box is read and deleted under it
unsigned version = 0;
std::atomic<Box*> box{nullptr};

void add(int n) {
  for (;;) {
    std::unique_lock lock(mutex);
    Box* seen = box.load();
    const unsigned seen_version = version;
    const int value = seen->value;
    lock.unlock();
    Box* const changed = new Box{value + n};
    lock.lock();
    Box* expected = seen;
    if (version == seen_version &&
        box.compare_exchange_strong(expected, changed)) {
      ++version;
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
