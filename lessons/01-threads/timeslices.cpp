// output: differs from run to run
// Two threads count for 0.4 s, first on one core, then on two. Each notes how
// often it finds that the other has counted since its own last look.
#include <sched.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <thread>

cpu_set_t allowed;  // the cores that this program may use

// The calling thread now runs on the nth core only (from 0), or on the last
// one if there are fewer.
void run_on(int nth) {
  int core = 0;
  for (int c = 0, seen = 0; c < CPU_SETSIZE && seen <= nth; ++c)
    if (CPU_ISSET(c, &allowed)) core = c, ++seen;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  sched_setaffinity(0, sizeof one, &one);
}

// region count
std::atomic<int> last;      // who has counted last
std::atomic<bool> running;  // until main says that the time is over

struct Counted {
  long rounds = 0;
  long bursts = 0;  // rounds that follow one another, the other has no turn
};

void count(int me, int core, Counted& mine) {
  run_on(core);
  Counted sum;
  while (running) {
    ++sum.rounds;
    if (last != me) {  // the other one has had a turn
      last = me;
      ++sum.bursts;
    }
  }
  mine = sum;
}
// endregion count

void measure(const char* name, int cores) {
  Counted a, b;
  running = true;
  {
    std::jthread first(count, 1, 0, std::ref(a));
    std::jthread second(count, 2, cores - 1, std::ref(b));
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    running = false;
  }
  for (const Counted* c : {&a, &b})
    std::printf("%-10s thread %c: %8ld bursts, on average %10ld rounds\n", name,
                c == &a ? 'a' : 'b', c->bursts,
                c->rounds / (c->bursts > 0 ? c->bursts : 1));
}

int main() {
  sched_getaffinity(0, sizeof allowed, &allowed);
  measure("one core", 1);
  measure("two cores", 2);
}
