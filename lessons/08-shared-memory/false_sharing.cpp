// output: differs from run to run
// Two processes count, each in a counter of its own. Only the distance between
// the two counters differs. They do it in short rounds, and only those rounds
// count in which both were at work at the same time.
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <vector>

constexpr int rounds = 500;
constexpr int additions = 20'000;  // in a round

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

long now() {  // ns
  return std::chrono::steady_clock::now().time_since_epoch() /
         std::chrono::nanoseconds(1);
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

// Process 0 goes to the first processor that we may use, process 1 to the last:
// if they shared one, they would never be at work at the same time.
void take_a_processor(int me) {
  cpu_set_t ours, one;
  need(sched_getaffinity(0, sizeof ours, &ours) == 0, "sched_getaffinity");
  int first = -1, last = -1;
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (!CPU_ISSET(i, &ours)) continue;
    if (first < 0) first = i;
    last = i;
  }
  CPU_ZERO(&one);
  CPU_SET(me == 0 ? first : last, &one);
  need(sched_setaffinity(0, sizeof one, &one) == 0, "sched_setaffinity");
}

template <class Layout>
struct Shared {
  Layout counters;
  alignas(64) std::atomic<int> arrived;
  struct Round {
    long begin[2], end[2];
  } round[rounds];
};

template <class Layout>
pid_t start(Shared<Layout>& shared, int me, std::atomic<long>& counter) {
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    take_a_processor(me);
    for (int i = 0; i < rounds; ++i) {
      ++shared.arrived;
      while (shared.arrived < 2 * (i + 1)) {
      }
      shared.round[i].begin[me] = now();
      for (int n = 0; n < additions; ++n) ++counter;
      shared.round[i].end[me] = now();
    }
    _exit(0);
  }
  return child;
}

// The median of the rounds that count, in ns for an addition; 0 if none does.
template <class Layout>
double measure() {
  void* at = mmap(nullptr, sizeof(Shared<Layout>), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  auto& shared = *new (at) Shared<Layout>();
  const pid_t a = start(shared, 0, shared.counters.a);
  const pid_t b = start(shared, 1, shared.counters.b);
  need(waitpid(a, nullptr, 0) == a, "waitpid");
  need(waitpid(b, nullptr, 0) == b, "waitpid");
  std::vector<long> times;
  for (const auto& r : shared.round) {
    if (std::abs(r.begin[0] - r.begin[1]) > 10'000) continue;
    times.push_back(std::min(r.end[0] - r.begin[0], r.end[1] - r.begin[1]));
  }
  munmap(at, sizeof(Shared<Layout>));
  if (times.empty()) return 0;
  std::nth_element(times.begin(), times.begin() + times.size() / 2,
                   times.end());
  return static_cast<double>(times[times.size() / 2]) / additions;
}

int main() {
  const double neighbours = measure<Neighbours>();
  const double apart = measure<Apart>();
  std::printf("in one cache line  %5.1f ns an addition\n", neighbours);
  std::printf("64 bytes apart     %5.1f ns an addition\n", apart);
}
