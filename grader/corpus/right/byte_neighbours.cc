// expect: pass
// Two threads write neighbouring bytes of one word and neighbouring elements of
// one vector<char>; each byte is its own memory location, unlike vector<bool>.
#include <cstdio>
#include <thread>
#include <vector>

struct Lamps {
  bool red = false;
  bool amber = false;
  char code = '-';
};

int main() {
  Lamps lamps;
  std::vector<char> switched(4, 0);
  std::thread upper([&] {
    lamps.red = true;
    switched[0] = 1;
    switched[2] = 1;
  });
  std::thread lower([&] {
    lamps.amber = true;
    switched[1] = 1;
    switched[3] = 1;
  });
  lamps.code = 'a';
  upper.join();
  lower.join();
  int count = 0;
  for (char on : switched) count += on;
  std::printf("switched %d, code %c\n", count, lamps.code);
  return lamps.red && lamps.amber && lamps.code == 'a' && count == 4 ? 0 : 1;
}
