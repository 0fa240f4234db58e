// output: differs from run to run
// Two processes add to one number without a lock. How often is it wrong at the
// end? volatile makes the compiler do each read and each write, nothing more;
// without it the whole loop becomes a single addition.
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <new>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

// region add
void add(volatile long* n, int times) {
  for (int i = 0; i < times; ++i) {
    long r = *n;  // read
    *n = r + 1;   // add, write
  }
}
// endregion add

struct Shared {
  volatile long n = 0;
  std::atomic<int> ready = 0;  // so that both begin at the same time
};

pid_t child_adds(Shared& shared, int times) {
  const pid_t pid = fork();
  need(pid >= 0, "fork");
  if (pid == 0) {
    ++shared.ready;
    while (shared.ready < 2) sched_yield();
    add(&shared.n, times);
    _exit(0);
  }
  return pid;
}

void end_of(pid_t child) {
  int status;
  need(waitpid(child, &status, 0) == child && status == 0, "waitpid");
}

int main() {
  void* page = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(page != MAP_FAILED, "mmap");
  const int runs = 50;
  for (int times : {1'000, 100'000, 1'000'000}) {
    int wrong = 0;
    for (int run = 0; run < runs; ++run) {
      Shared& shared = *new (page) Shared();
      const pid_t a = child_adds(shared, times), b = child_adds(shared, times);
      end_of(a);
      end_of(b);
      if (shared.n != 2 * times) ++wrong;
    }
    std::printf("2 x %7d  wrong in %2d of %d runs\n", times, wrong, runs);
  }
  need(munmap(page, sizeof(Shared)) == 0, "munmap");
}
