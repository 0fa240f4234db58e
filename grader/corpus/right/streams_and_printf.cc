// expect: pass
// Every thread formats with its own ostringstream and all of them print; printf
// locks the shared stdout itself, so only the order of the lines varies.
#include <cstdio>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

std::string Describe(int platform, int minutes) {
  std::ostringstream text;
  text << "platform " << platform << " in " << minutes << " min";
  return text.str();
}

int main() {
  constexpr int kTrains = 3;
  std::vector<std::size_t> lengths(kTrains, 0);
  std::vector<std::thread> boards;
  for (int i = 0; i < kTrains; ++i) {
    boards.emplace_back([&lengths, i] {
      const std::string line = Describe(i + 1, 5 * i);
      std::printf("%s\n", line.c_str());
      lengths[i] = line.size();
    });
  }
  for (std::thread& board : boards) board.join();
  std::size_t letters = 0;
  for (std::size_t length : lengths) letters += length;
  return letters == 19 + 19 + 20 ? 0 : 1;
}
