// output: always the same
// Steps of 2, 5, 1 and 4 ms on two workers: where to cut? And the price of a
// hand-over between two workers is 1 ms for each of them.
#include <algorithm>
#include <cstdio>

int main() {
  constexpr int steps[] = {2, 5, 1, 4}, hand_over = 1;
  for (int cut = 1; cut < 4; ++cut) {
    int first = hand_over, second = hand_over;
    for (int s = 0; s < 4; ++s) (s < cut ? first : second) += steps[s];
    std::printf("cut behind step %d: %2d and %2d ms, so an item each %2d ms\n",
                cut, first, second, std::max(first, second));
  }
  std::puts("one worker does all:            an item each 12 ms");
  std::puts("two workers, each does all:     an item each  6 ms");
}
