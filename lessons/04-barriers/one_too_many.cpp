// explore:
// Two threads meet at a barrier that main is counted for, too.
#include <barrier>
#include <thread>

// region main
int main() {
  std::barrier meeting(3);  // the two, and main: is main coming?
  std::thread a([&] { meeting.arrive_and_wait(); });
  std::thread b([&] { meeting.arrive_and_wait(); });
  a.join();
  b.join();
}
// endregion main
