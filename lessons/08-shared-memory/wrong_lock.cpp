// output: differs from run to run
// Two processes add to one number in shared memory under five kinds of lock.
// How often is it wrong, how often does it hang?
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <new>

constexpr int times = 500'000;
constexpr int runs = 10;

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

void need_zero(int error, const char* what) {  // pthread calls return it
  errno = error;
  need(error == 0, what);
}

// region shared
struct Shared {
  std::mutex wrong;
  pthread_mutex_t right;       // PTHREAD_PROCESS_SHARED
  volatile long n;             // guarded by one of them
  std::atomic<long> atomic_n;  // needs none
  std::atomic<int> ready;      // so that both begin at the same time
};
std::mutex own;  // each process has one
// endregion shared

class Guard {  // the lock_guard of a process-shared mutex
 public:
  explicit Guard(pthread_mutex_t& m) : m_(m) {
    need_zero(pthread_mutex_lock(&m_), "pthread_mutex_lock");
  }
  ~Guard() { pthread_mutex_unlock(&m_); }

 private:
  pthread_mutex_t& m_;
};

void own_mutex(Shared& s) {
  std::lock_guard lock(own);
  s.n = s.n + 1;
}

void std_mutex(Shared& s) {
  std::lock_guard lock(s.wrong);
  s.n = s.n + 1;
}

// region apart
long get(Shared& s) {
  Guard lock(s.right);
  return s.n;
}

void set(Shared& s, long value) {
  Guard lock(s.right);
  s.n = value;
}

void get_then_set(Shared& s) { set(s, get(s) + 1); }
// endregion apart

// region update
void one_update(Shared& s) {
  Guard lock(s.right);
  s.n = s.n + 1;
}
// endregion update

void atomic_add(Shared& s) { ++s.atomic_n; }

Shared* make() {
  void* at = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  auto* s = new (at) Shared();
  pthread_mutexattr_t a;
  need_zero(pthread_mutexattr_init(&a), "pthread_mutexattr_init");
  need_zero(pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED),
            "pthread_mutexattr_setpshared");
  need_zero(pthread_mutex_init(&s->right, &a), "pthread_mutex_init");
  pthread_mutexattr_destroy(&a);
  return s;
}

pid_t start(Shared& s, void (*increment)(Shared&)) {
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    alarm(60);  // so that it does not outlive this program
    (void)!freopen("/dev/null", "w", stderr);  // an assertion may speak
    ++s.ready;
    while (s.ready < 2) sched_yield();
    for (int i = 0; i < times; ++i) increment(s);
    _exit(0);
  }
  return child;
}

enum class End { well, badly, never };

// A child that has not ended although the number has stood still for half a
// second hangs.
End end_of(pid_t (&children)[2], const Shared& s) {
  long before = -1;
  int still = 0;
  End end = End::well;
  for (int left = 2; left > 0 && still < 500; usleep(1000)) {
    for (pid_t& child : children) {
      int status;
      if (child == 0 || waitpid(child, &status, WNOHANG) != child) continue;
      if (status != 0) end = End::badly;
      child = 0;
      --left;
    }
    const long now = s.n + s.atomic_n;
    still = now == before ? still + 1 : 0;
    before = now;
  }
  for (pid_t child : children) {
    if (child == 0) continue;
    if (end == End::well) end = End::never;
    kill(child, SIGKILL);
    need(waitpid(child, nullptr, 0) == child, "waitpid");
  }
  return end;
}

// Prints the result, and returns the time of an increment, in ns: of the best
// run, because others on the machine can only make it longer.
double count(const char* name, void (*increment)(Shared&)) {
  using Clock = std::chrono::steady_clock;
  int wrong = 0, hung = 0, aborted = 0;
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    Shared* s = make();
    const auto begin = Clock::now();
    pid_t children[] = {start(*s, increment), start(*s, increment)};
    const End end = end_of(children, *s);
    const std::chrono::duration<double, std::nano> t = Clock::now() - begin;
    best = std::min(best, t.count() / (2 * times));
    if (end == End::never)
      ++hung;
    else if (end == End::badly)
      ++aborted;
    else if (s->n + s->atomic_n != 2 * times)
      ++wrong;
    munmap(s, sizeof(Shared));
  }
  std::printf("%-33s %5d  %5d  %7d", name, wrong, hung, aborted);
  return best;
}

int main() {
  std::printf("of %d runs%24s wrong   hung  aborted\n", runs, "");
  count("std::mutex, one in each process", own_mutex);
  std::printf("\n");
  count("std::mutex in shared memory", std_mutex);
  std::printf("\n");
  count("process-shared, get() then set()", get_then_set);
  std::printf("\n");
  double ns = count("process-shared, the whole update", one_update);
  std::printf("  %5.1f ns each\n", ns);
  ns = count("std::atomic, without a lock", atomic_add);
  std::printf("  %5.1f ns each\n", ns);
}
