// explore:
// Asks the scheduler for one output of the six: main returns 1 if it comes.
#include <array>
#include <atomic>
#include <string_view>
#include <thread>

std::array<char, 4> out;
std::atomic<int> next = 0;  // the first free place

// region main
int main() {
  std::thread a([] {
    out[next++] = 'a';
    out[next++] = 'b';
  });
  std::thread b([] {
    out[next++] = 'c';
    out[next++] = 'd';
  });
  a.join();
  b.join();
  return std::string_view(out.data(), 4) == "acdb" ? 1 : 0;
}
// endregion main
