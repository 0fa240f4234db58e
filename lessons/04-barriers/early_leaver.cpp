// explore:
// One of two threads has less to do and leaves.
#include <barrier>
#include <thread>

// region work
std::barrier meeting(2);

void work(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    meeting.arrive_and_wait();
  }
}

int main() {
  std::thread a(work, 2), b(work, 1);
  a.join();
  b.join();
}
// endregion work
