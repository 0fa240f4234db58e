// expect: pass
// The first attempt to open the archive throws out of call_once; the flag stays
// unset, the next attempt opens it, and nobody sees it half open.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <thread>

class Archive {
 public:
  int Pages() {
    while (true) {
      try {
        std::call_once(opened_, [this] { Open(); });
        return pages_.load();
      } catch (const std::runtime_error&) {
        failures_.fetch_add(1);
      }
    }
  }

  int failures() const { return failures_.load(); }

 private:
  void Open() {
    if (attempts_.fetch_add(1) == 0) throw std::runtime_error("door stuck");
    pages_.store(320);
  }

  std::once_flag opened_;
  std::atomic<int> attempts_{0};
  std::atomic<int> failures_{0};
  std::atomic<int> pages_{0};
};

int main() {
  Archive archive;
  int pages[2] = {0, 0};
  std::thread clerk([&] { pages[0] = archive.Pages(); });
  std::thread reader([&] { pages[1] = archive.Pages(); });
  clerk.join();
  reader.join();
  std::printf("pages %d %d\n", pages[0], pages[1]);
  return pages[0] == 320 && pages[1] == 320 && archive.failures() == 1 ? 0 : 1;
}
