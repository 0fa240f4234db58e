// output: always the same
// One thread holds a lock while another one calls fork. The child has a copy of
// the lock, locked, and no copy of the thread that would unlock it.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <latch>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

// region main
std::timed_mutex m;
std::latch locked(1), unlock(1);

int main() {
  std::jthread owner([] {
    std::lock_guard lock(m);
    locked.count_down();
    unlock.wait();
  });
  locked.wait();

  const pid_t child = fork();
  if (child == 0) _exit(m.try_lock_for(500ms) ? 0 : 1);
  int status = 0;
  const bool ended = child != -1 && waitpid(child, &status, 0) == child;
  unlock.count_down();
  m.lock();
  m.unlock();
  // endregion main
  if (!ended) return 1;
  std::printf("the child waits for the lock:  %s\n",
              status == 0 ? "gets it" : "gives up after 500 ms");
  std::puts("the parent waits for the lock: gets it");
}
