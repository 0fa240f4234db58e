// output: differs from run to run
// Two processes count, each in a counter of its own. Only the distance between
// the two counters differs.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

// region layouts
struct Neighbours {
  std::atomic<long> a, b;  // 8 bytes apart
};

struct Apart {
  alignas(64) std::atomic<long> a;
  alignas(64) std::atomic<long> b;
};
// endregion layouts

pid_t start(std::atomic<long>& counter) {
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    for (int i = 0; i < 20'000'000; ++i) ++counter;
    _exit(0);
  }
  return child;
}

template <class Layout>
double seconds() {
  using Clock = std::chrono::steady_clock;
  void* at = mmap(nullptr, sizeof(Layout), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  auto& counters = *new (at) Layout();
  const auto begin = Clock::now();
  const pid_t a = start(counters.a), b = start(counters.b);
  need(waitpid(a, nullptr, 0) == a, "waitpid");
  need(waitpid(b, nullptr, 0) == b, "waitpid");
  const std::chrono::duration<double> time = Clock::now() - begin;
  munmap(at, sizeof(Layout));
  return time.count();
}

int main() {
  double neighbours = 1e9, apart = 1e9;
  for (int run = 0; run < 3; ++run) {  // the best of three
    neighbours = std::min(neighbours, seconds<Neighbours>());
    apart = std::min(apart, seconds<Apart>());
  }
  std::printf("in one cache line  %.2f s\n", neighbours);
  std::printf("64 bytes apart     %.2f s\n", apart);
}
