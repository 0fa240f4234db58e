// output: in virtual time
// Two workers; items 0 and 4 take long. In which order do they come out, and
// what waits meanwhile?
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

std::mutex m;
int next_item = 0;                // guarded by m
int next_out = 0;                 // guarded by m
std::map<int, const char*> done;  // guarded by m; finished, and cannot go yet

// region out
void finished(int item) {
  std::lock_guard lock(m);
  done[item] = "";
  std::printf("item %d is finished; out:", item);
  for (; done.contains(next_out); ++next_out) {
    std::printf(" %d", next_out);
    done.erase(next_out);
  }
  std::printf("; in the buffer: %zu\n", done.size());
}
// endregion out

void worker() {
  for (;;) {
    m.lock();
    const int item = next_item++;
    m.unlock();
    if (item >= 8) return;
    std::this_thread::sleep_for(item % 4 == 0 ? 35ms : 10ms);
    finished(item);
  }
}

int main() {
  std::thread a(worker), b(worker);
  a.join();
  b.join();
}
