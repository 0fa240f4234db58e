// explore:
// The same with one meeting: compute, meet, copy.
#include <barrier>
#include <string>
#include <thread>

char rule(const std::string& line, int i) {
  return (line[i - 1] == '#') != (line[i + 1] == '#') ? '#' : ' ';
}

std::string line = "..#..#", next = line;
std::barrier meeting(2);

void part(int from, int to) {
  for (int g = 0; g < 2; ++g) {
    for (int i = from; i < to; ++i) next[i] = rule(line, i);
    meeting.arrive_and_wait();  // everybody has read line
    for (int i = from; i < to; ++i) line[i] = next[i];
  }
}

int main() {
  std::thread a(part, 1, 3), b(part, 3, 5);
  a.join();
  b.join();
}
