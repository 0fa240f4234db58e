// output: always the same
// -1 says that nothing more will come. Then somebody measures a frost.
#include <cstdio>
#include <queue>

int main() {
  std::queue<int> temperatures({3, 0, -1, -4, 2, -1});
  while (temperatures.front() != -1) {
    std::printf("%d ", temperatures.front());
    temperatures.pop();
  }
  std::printf("\nleft in the queue: %zu\n", temperatures.size());
}
