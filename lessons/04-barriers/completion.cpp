// output: always the same
// Three threads each bring a number a round. When all have arrived, and before
// anybody goes on, one of them adds up and prints.
#include <array>
#include <barrier>
#include <cstdio>
#include <numeric>
#include <thread>

// region meeting
std::array<int, 3> part;  // each thread writes its own
int total = 0;            // written at the meeting only

void add_up() noexcept {
  total = std::accumulate(part.begin(), part.end(), 0);
  std::printf("all here: %d + %d + %d = %d\n", part[0], part[1], part[2],
              total);
}

std::barrier meeting(3, add_up);

void work(int me) {
  part[me] = me + 1;
  for (int round = 0; round < 3; ++round) {
    meeting.arrive_and_wait();
    part[me] = total - part[me];  // nobody writes total now
  }
}
// endregion meeting

int main() { std::jthread a(work, 0), b(work, 1), c(work, 2); }
