// output: differs from run to run
// Two threads, each with its half of the line, and nobody waits for anybody.
#include <cstdio>
#include <string>
#include <thread>

constexpr int width = 4096, generations = 100;

char rule(const std::string& line, int i) {
  return (line[i - 1] == '#') != (line[i + 1] == '#') ? '#' : ' ';
}

// region part
void part(std::string& line, std::string& next, int from, int to) {
  for (int g = 0; g < generations; ++g) {
    for (int i = from; i < to; ++i) next[i] = rule(line, i);
    for (int i = from; i < to; ++i) line[i] = next[i];
  }
}
// endregion part

int main() {
  std::string first(width, ' '), right, next;
  for (int i = 1; i < width - 1; ++i) first[i] = i % 7 < 3 ? '#' : ' ';
  right = next = first;
  part(right, next, 1, width - 1);

  const int runs = 200;
  int wrong = 0, cells = 0;
  for (int run = 0; run < runs; ++run) {
    std::string line = first;
    next = first;
    std::thread left([&] { part(line, next, 1, width / 2); });
    std::thread other([&] { part(line, next, width / 2, width - 1); });
    left.join();
    other.join();
    wrong += line != right;
    for (int i = 0; i < width; ++i) cells += line[i] != right[i];
  }
  std::printf("wrong in %d of %d runs, %d of %d cells on average\n", wrong,
              runs, cells / runs, width);
}
