// output: always the same
// Four items through steps of 2, 5 and 1 ms; between two steps there is room
// for one item. The time is counted.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

constexpr int items = 4, steps = 3;
constexpr std::array<int, steps> takes = {2, 5, 1};

// region count
int begin[items][steps], end[items][steps], leaves[items][steps];

void count() {
  for (int i = 0; i < items; ++i)
    for (int s = 0; s < steps; ++s) {
      // An item can begin when it is there and the one before it has left.
      const int there = s == 0 ? 0 : leaves[i][s - 1];
      const int free = i == 0 ? 0 : leaves[i - 1][s];
      begin[i][s] = std::max(there, free);
      end[i][s] = begin[i][s] + takes[s];
      // It leaves when the place behind is free: when the item before it has
      // begun there.
      const int room = s + 1 < steps && i > 0 ? begin[i - 1][s + 1] : 0;
      leaves[i][s] = std::max(end[i][s], room);
    }
}
// endregion count

int main() {
  count();
  std::puts("ms        0    5    10   15   20");
  for (int s = 0; s < steps; ++s) {
    std::string row(24, ' ');
    for (int i = 0; i < items; ++i) {
      for (int t = begin[i][s]; t < end[i][s]; ++t)
        row[t] = static_cast<char>('A' + i);
      for (int t = end[i][s]; t < leaves[i][s]; ++t) row[t] = '.';
    }
    row.erase(row.find_last_not_of(' ') + 1);
    std::printf("step %d    %s\n", s + 1, row.c_str());
  }
  std::printf("the last item leaves after %d ms\n",
              leaves[items - 1][steps - 1]);
}
