// output: always the same
// A step that makes an item each ms feeds one that needs 3 ms: how many items
// wait between them? The time is counted.
#include <cstdio>
#include <string>

void count(const char* title, int room) {
  std::printf("%s\n", title);
  int waiting = 0, work = 0, made = 0, done = 0, time = 0;
  for (; done < 60; ++time) {
    if (time % 20 == 0)
      std::printf("  %3d ms  %2d  %s\n", time, waiting,
                  std::string(static_cast<std::size_t>(waiting), '#').c_str());
    if (work == 0 && waiting > 0) --waiting, work = 3;
    if (work > 0 && --work == 0) ++done;
    if (made < 60 && waiting < room) ++made, ++waiting;
  }
  std::printf("  all done after %d ms\n", time);
}

int main() {
  count("as many as come:", 1'000'000);
  count("at most 4:", 4);
}
