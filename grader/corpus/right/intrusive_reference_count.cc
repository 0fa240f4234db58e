// expect: pass
// Whoever drops the last reference deletes the page, in any thread; the count's
// acquire-release decrement orders all uses before the delete.
#include <atomic>
#include <cstdio>
#include <thread>

std::atomic<int> deleted{0};

class Page {
 public:
  explicit Page(int words) : words_(words) {}

  Page* Share() {
    references_.fetch_add(1, std::memory_order_relaxed);
    return this;
  }

  void Drop() {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  int words() const { return words_; }

 private:
  ~Page() { deleted.fetch_add(1); }

  int words_;
  std::atomic<int> references_{1};
};

int main() {
  Page* page = new Page(250);
  int read[2] = {0, 0};
  auto reader = [](Page* shared, int& words) {
    words = shared->words();
    shared->Drop();
  };
  std::thread first(
      [&read, reader, shared = page->Share()] { reader(shared, read[0]); });
  std::thread second(
      [&read, reader, shared = page->Share()] { reader(shared, read[1]); });
  page->Drop();
  first.join();
  second.join();
  std::printf("deleted %d\n", deleted.load());
  return read[0] + read[1] == 500 && deleted.load() == 1 ? 0 : 1;
}
