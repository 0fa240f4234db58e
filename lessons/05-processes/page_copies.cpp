// output: differs from run to run
// A page is copied when somebody writes to it, and not before. The system
// counts the page faults of a process; a write to a shared page is one.
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

constexpr int pages = 1000;

long faults() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt;
}

// region child
void touch(volatile char* memory, long page_size) {
  const long start = faults();
  for (int i = 0; i < pages; ++i) (void)memory[i * page_size];  // reads it
  const long after_reads = faults();
  for (int i = 0; i < pages; ++i) memory[i * page_size] = 1;
  const long after_writes = faults();
  std::printf("child reads  %d pages: %4ld page faults\n", pages,
              after_reads - start);
  std::printf("child writes %d pages: %4ld page faults\n", pages,
              after_writes - after_reads);
}
// endregion child

int main() {
  const long page_size = sysconf(_SC_PAGESIZE);
  const std::size_t size = page_size * pages;
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 1;
  madvise(memory, size, MADV_NOHUGEPAGE);  // small pages, where there are both
  std::memset(memory, 1, size);            // now each of them is really there

  const pid_t child = fork();
  if (child == -1) return 1;
  if (child == 0) {
    touch(static_cast<volatile char*>(memory), page_size);
    std::fflush(stdout);
    _exit(0);
  }
  return waitpid(child, nullptr, 0) == child ? 0 : 1;
}
