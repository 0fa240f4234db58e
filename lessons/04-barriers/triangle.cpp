// output: always the same
// What two threads write, each with its half of the line. No thread runs here:
// the steps are done in an order that two threads can have. On the left the
// halves keep step, on the right the left half is one generation ahead.
#include <array>
#include <cstdio>
#include <string>

constexpr int width = 33, middle = width / 2, generations = 15;
using Picture = std::array<std::string, generations + 1>;

// region rule
// A cell lives if exactly one of its two neighbours did.
char rule(const std::string& line, int i) {
  return (line[i - 1] == '#') != (line[i + 1] == '#') ? '#' : ' ';
}
// endregion rule

Picture draw(bool keep_step) {
  std::string line(width, ' '), next = line;
  Picture picture;
  picture.fill(line);
  line[middle] = '#';
  picture[0] = line;

  auto compute = [&](int from, int to) {
    for (int i = from; i < to; ++i) next[i] = rule(line, i);
  };
  auto copy = [&](int g, int from, int to) {
    for (int i = from; i < to; ++i) picture[g][i] = line[i] = next[i];
  };
  for (int g = 1; g <= generations; ++g) {
    compute(1, middle);
    if (keep_step) compute(middle, width - 1);
    copy(g, 1, middle);
    if (!keep_step && g == 1) continue;  // the right half is not there yet
    if (!keep_step) compute(middle, width - 1);
    copy(keep_step ? g : g - 1, middle, width - 1);
  }
  return picture;
}

int main() {
  const Picture right = draw(true), torn = draw(false);
  for (int g = 0; g < generations; ++g) {
    const std::string both = right[g] + "  " + torn[g];
    std::printf("%s\n", both.substr(0, both.find_last_not_of(' ') + 1).c_str());
  }
}
