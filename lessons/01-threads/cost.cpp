// output: differs from run to run
// What it costs to start and to await a thread, and a process; then the same
// in a program that has 64 MB in use.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

// region both
void by_thread() {
  std::thread t([] {});
  t.join();
}

void by_process() {
  const pid_t child = fork();  // lesson 05
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
}
// endregion both

double microseconds(void (*work)()) {
  double best = 1e9;
  for (int i = 0; i < 20; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::micro> passed =
        std::chrono::steady_clock::now() - start;
    best = std::min(best, passed.count());
  }
  return best;  // others use this machine, too: the best says most
}

void measure(const char* name) {
  const double thread = microseconds(by_thread);
  const double process = microseconds(by_process);
  std::printf("%-14s thread %7.0f us, process %7.0f us\n", name, thread,
              process);
}

int main() {
  measure("small program");
  constexpr std::size_t size = 64 << 20;
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 1;
  madvise(memory, size, MADV_NOHUGEPAGE);  // many small pages
  std::memset(memory, 1, size);            // now each of them is really there
  measure("with 64 MB");
}
