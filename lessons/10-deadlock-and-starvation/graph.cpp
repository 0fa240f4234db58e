// output: always the same
// Three philosophers write down which fork they hold and which they wait for,
// and main draws the arrows. A barrier sees to it that the bad order happens.
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

std::mutex forks[3];
std::barrier all_have_one(3);

std::mutex m;
int holder[3] = {-1, -1, -1};  // of each fork; guarded by m
int wants[3] = {-1, -1, -1};   // a fork, of each philosopher; guarded by m

// region take
void take(int who, int fork) {
  {
    std::lock_guard lock(m);
    wants[who] = fork;
  }
  forks[fork].lock();
  std::lock_guard lock(m);
  wants[who] = -1;
  holder[fork] = who;
}
// endregion take

void dine(int who) {
  take(who, who);
  all_have_one.arrive_and_wait();
  take(who, (who + 1) % 3);
}

int main() {
  for (int who = 0; who < 3; ++who) std::thread(dine, who).detach();
  for (int waiting = 0; waiting < 3;) {
    std::this_thread::sleep_for(10ms);
    std::lock_guard lock(m);
    waiting = 0;
    for (int who = 0; who < 3; ++who)
      waiting += wants[who] >= 0 && holder[wants[who]] >= 0;
  }
  std::lock_guard lock(m);
  for (int who = 0; who < 3; ++who)
    std::printf("philosopher %d  ── waits for fork %d, held by ──►  %d\n", who,
                wants[who], holder[wants[who]]);
  std::fflush(stdout);
  std::quick_exit(0);  // the others never end
}
