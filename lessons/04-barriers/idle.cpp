// output: always the same
// Four threads, six rounds, 144 ms of work in all. No thread runs here: the
// time is counted, so that the numbers are exact. '#' works, '.' waits.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

using Work = std::array<std::array<int, 6>, 4>;  // ms, a row for each thread

void draw(const char* title, const Work& work) {
  std::array<std::string, 4> line;
  for (int round = 0; round < 6; ++round) {
    int longest = 0;
    for (auto& thread : work) longest = std::max(longest, thread[round]);
    for (int i = 0; i < 4; ++i) {
      line[i] += std::string(work[i][round], '#');
      line[i] += std::string(longest - work[i][round], '.') + '|';
    }
  }
  int all = 0, idle = 0;
  std::printf("%s\n", title);
  for (const std::string& l : line) {
    std::printf("  %s\n", l.c_str());
    idle += std::count(l.begin(), l.end(), '.');
    all += l.size() - 6;
  }
  std::printf("  %d ms, %d %% of it idle\n", all / 4, 100 * idle / all);
}

int main() {
  draw("equal parts, every round", {{{6, 6, 6, 6, 6, 6},
                                     {6, 6, 6, 6, 6, 6},
                                     {6, 6, 6, 6, 6, 6},
                                     {6, 6, 6, 6, 6, 6}}});
  draw("one part is larger than the others", {{{5, 5, 5, 5, 5, 5},
                                               {5, 5, 5, 5, 5, 5},
                                               {10, 10, 10, 10, 10, 10},
                                               {4, 4, 4, 4, 4, 4}}});
  draw("each is slow once, at another time than the others",
       {{{10, 5, 5, 5, 6, 5},
         {5, 10, 5, 5, 5, 6},
         {5, 5, 10, 5, 6, 5},
         {6, 5, 5, 10, 5, 5}}});
}
