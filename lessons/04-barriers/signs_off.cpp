// explore:
// Who leaves says so: it counts as arrived now, and not at all from then on.
#include <barrier>
#include <thread>

std::barrier meeting(2);

// region work
void work(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    meeting.arrive_and_wait();
  }
  meeting.arrive_and_drop();
}
// endregion work

int main() {
  std::thread a(work, 2), b(work, 1);
  a.join();
  b.join();
}
