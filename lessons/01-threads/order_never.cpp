// explore:
// The same two threads; now main returns 1 if b stands before a, or d before c.
#include <array>
#include <atomic>
#include <string_view>
#include <thread>

std::array<char, 4> out;
std::atomic<int> next = 0;  // the first free place

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
  // region check
  const std::string_view text(out.data(), 4);
  const bool swapped =
      text.find('b') < text.find('a') || text.find('d') < text.find('c');
  return swapped ? 1 : 0;
  // endregion check
}
